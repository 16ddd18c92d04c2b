import { isProtocol } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import type { ReadinessProbe } from './readiness-probe.ts';
import { RejectedPortError } from './port-error.ts';

/** A node port to be balanced, and what is known of the Kubernetes service behind it. */
export interface ServicePort {
  /** 1 to 65535. */
  readonly nodePort: number;
  /** Between load balancer and nodes; `HTTP` by default. */
  readonly protocol?: Protocol;
  /** `namespace/name` of the service. Where given, the description of the backend service says so. */
  readonly service?: string;
  /** Name or number of the port within the service. */
  readonly servicePort?: string | number;
  /** Where given, a health check that is yet to be made follows it. */
  readonly readinessProbe?: ReadinessProbe;
}

/** A {@link ServicePort} with its defaults filled in. */
export type FullServicePort = ServicePort & { readonly protocol: Protocol };

/** Ports sorted by number, each once, and those that cannot be balanced. */
export interface ReadPorts {
  readonly accepted: readonly FullServicePort[];
  readonly rejected: readonly RejectedPortError[];
}

/**
 * Reads ports as callers give them. The same port twice is one port; the same nodePort with different wishes is rejected,
 * for either could be the mistake.
 */
export function readPorts(ports: readonly (ServicePort | number)[]): ReadPorts {
  const accepted = new Map<number, FullServicePort>();
  const rejected = new Map<number, RejectedPortError>();
  for (const given of ports) {
    const port = typeof given === 'number' ? { nodePort: given } : given;
    const { nodePort } = port;
    const full: FullServicePort = { ...port, protocol: port.protocol ?? 'HTTP' };
    const known = accepted.get(nodePort);
    const flaw = flawOf(full) ?? (known === undefined || sameWishes(known, full) ? undefined : CONTRADICTION);
    if (flaw === undefined) accepted.set(nodePort, full);
    else rejected.set(nodePort, new RejectedPortError(nodePort, flaw));
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
  if (!isNodePort(nodePort)) throw new RejectedPortError(nodePort, NO_NODE_PORT);
  return nodePort;
}

/** How sentences speak of a port: `shop/cart:http (nodePort 30001)`, or `nodePort 30001`. */
export function portLabel(port: ServicePort): string {
  if (port.service === undefined) return `nodePort ${port.nodePort}`;
  const servicePort = port.servicePort === undefined ? '' : `:${port.servicePort}`;
  return `${port.service}${servicePort} (nodePort ${port.nodePort})`;
}

const CONTRADICTION = 'it is wanted twice, in different ways: keep one of them';

const NO_NODE_PORT = 'a nodePort is a whole number from 1 to 65535';

function isNodePort(nodePort: number): boolean {
  return Number.isInteger(nodePort) && nodePort >= 1 && nodePort <= 65_535;
}

function flawOf(port: ServicePort): string | undefined {
  if (!isNodePort(port.nodePort)) return NO_NODE_PORT;
  if (!isProtocol(port.protocol)) return `protocol ${String(port.protocol)} is unknown: use HTTP, HTTPS or HTTP2`;
  if (port.service !== undefined && !/^[^/]+\/[^/]+$/.test(port.service)) {
    return `service ${port.service} is not of the form namespace/name`;
  }
  return undefined;
}

function sameWishes(a: FullServicePort, b: FullServicePort): boolean {
  return (
    a.protocol === b.protocol &&
    a.service === b.service &&
    a.servicePort === b.servicePort &&
    JSON.stringify(a.readinessProbe) === JSON.stringify(b.readinessProbe)
  );
}
