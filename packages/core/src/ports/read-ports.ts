import { canonicalJson } from './canonical-json.ts';
import { RejectedPortError } from './rejected-port-error.ts';
import type { FullServicePort, ServicePort } from './service-port.ts';
import { portProblem } from './validate-port.ts';

/** Ports sorted by number, each once, and those that cannot be balanced. */
export interface ReadPorts {
  readonly accepted: readonly FullServicePort[];
  readonly rejected: readonly RejectedPortError[];
}

/**
 * Reads ports as callers give them. The same port twice is one port; the same nodePort with different settings is rejected,
 * because either could be the mistake.
 */
export function readPorts(ports: readonly (ServicePort | number)[]): ReadPorts {
  const accepted = new Map<number, FullServicePort>();
  const rejected = new Map<number, RejectedPortError>();
  for (const given of ports) {
    const full = fullPort(typeof given === 'number' ? { nodePort: given } : given);
    const { nodePort } = full;
    const known = accepted.get(nodePort);
    const reason = portProblem(full) ?? (known === undefined || isSamePort(known, full) ? undefined : CONTRADICTION);
    if (reason === undefined) accepted.set(nodePort, full);
    else rejected.set(nodePort, new RejectedPortError(nodePort, reason));
  }
  return {
    accepted: [...accepted.values()]
      .filter(({ nodePort }) => !rejected.has(nodePort))
      .toSorted((a, b) => a.nodePort - b.nodePort),
    rejected: [...rejected.values()],
  };
}

/** Reads one port. @throws RejectedPortError where it cannot be balanced. */
export function readPort(port: ServicePort | number): FullServicePort {
  const { accepted, rejected } = readPorts([port]);
  const [only] = accepted;
  if (only === undefined) throw rejected[0] ?? new Error('one port was given, none was read: this is a bug of gcepool');
  return only;
}

/** Number of a port as callers give it. @throws RejectedPortError where it is none. */
export function nodePortOf(port: ServicePort | number): number {
  const nodePort = typeof port === 'number' ? port : port.nodePort;
  const reason = portProblem({ nodePort, protocol: 'HTTP' });
  if (reason !== undefined) throw new RejectedPortError(nodePort, reason);
  return nodePort;
}

const CONTRADICTION = 'it is asked for twice, with different settings: keep one of them';

function fullPort(port: ServicePort): FullServicePort {
  const [, service, servicePort] = /^([^/]+\/[^/]+)\/([^/]+)$/.exec(port.key ?? '') ?? [];
  return {
    ...(service === undefined || servicePort === undefined ? {} : { service, servicePort }),
    ...port,
    protocol: port.protocol ?? 'HTTP',
  };
}

function isSamePort(a: FullServicePort, b: FullServicePort): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
