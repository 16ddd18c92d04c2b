import type { BackendService, HealthCheck } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
import { canonicalJson } from './canonical-json.ts';
import { flawOf } from './port-flaw.ts';
import { RejectedPortError } from './port-error.ts';
import type { Protocol } from './protocol.ts';
import type { ReadinessProbe } from './readiness-probe.ts';

/** Fields of a backend service that are the pool's, and are not given by hand. */
export type PoolField =
  | 'name'
  | 'backends'
  | 'healthChecks'
  | 'protocol'
  | 'port'
  | 'portName'
  | 'description'
  | 'fingerprint'
  | 'id'
  | 'kind'
  | 'selfLink'
  | 'region'
  | 'creationTimestamp';

/** Settings of a backend service in GCE's own words, such as `timeoutSec`, `enableCDN` or `logConfig`. */
export type BackendServiceSettings = Readonly<Omit<BackendService, PoolField>>;

/** Where a load balancer is: `global`, or one region, such as `regions/us-central1`. */
export type Scope = 'global' | `regions/${string}`;

/** A node port to be balanced, and what is known of the Kubernetes service behind it. */
export interface ServicePort {
  /** 1 to 65535. */
  readonly nodePort: number;
  /** Between load balancer and nodes; `HTTP` by default. */
  readonly protocol?: Protocol;
  /** `namespace/name/port`: service and servicePort in one. */
  readonly key?: string;
  /** `namespace/name` of the service. Where given, the description of the backend service says so. */
  readonly service?: string;
  /** Name or number of the port within the service. */
  readonly servicePort?: string | number;
  /** Where given, a health check that is yet to be made follows it. */
  readonly readinessProbe?: ReadinessProbe;
  /** Of backend service and health check; `global` by default. */
  readonly scope?: Scope;
  /**
   * Any settings of the backend service; they are kept as given. What is left out is left as it is; an empty value (`''`,
   * `[]`, `false`) empties the field.
   */
  readonly backendService?: BackendServiceSettings;
  /** Any settings of the health check; they are kept as given, and win over `readinessProbe` and defaults. */
  readonly healthCheck?: Readonly<Omit<HealthCheck, 'name'>>;
  /** How its backends share the load, in order of preference; otherwise as the pool says. What is given is kept. */
  readonly balancing?: Balancing | readonly Balancing[];
  /**
   * URLs of network endpoint groups to be reached in place of the pool's instance groups. Their endpoints are somebody else's
   * business.
   */
  readonly networkEndpointGroups?: readonly string[];
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
    const full = fullPort(typeof given === 'number' ? { nodePort: given } : given);
    const { nodePort } = full;
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
  const flaw = flawOf({ nodePort, protocol: 'HTTP' });
  if (flaw !== undefined) throw new RejectedPortError(nodePort, flaw);
  return nodePort;
}

/** How sentences speak of a port: `shop/cart:http (nodePort 30001)`, or `nodePort 30001`. */
export function portLabel(port: ServicePort): string {
  if (port.service === undefined) return `nodePort ${port.nodePort}`;
  const servicePort = port.servicePort === undefined ? '' : `:${port.servicePort}`;
  return `${port.service}${servicePort} (nodePort ${port.nodePort})`;
}

/** Region of a port's backend service; `undefined` for a global one. */
export function regionOf({ scope = 'global' }: Pick<ServicePort, 'scope'>): string | undefined {
  return scope === 'global' ? undefined : scope.slice('regions/'.length);
}

const CONTRADICTION = 'it is wanted twice, in different ways: keep one of them';

function fullPort(port: ServicePort): FullServicePort {
  const [, service, servicePort] = /^([^/]+\/[^/]+)\/([^/]+)$/.exec(port.key ?? '') ?? [];
  return {
    ...(service === undefined || servicePort === undefined ? {} : { service, servicePort }),
    ...port,
    protocol: port.protocol ?? 'HTTP',
  };
}

function sameWishes(a: FullServicePort, b: FullServicePort): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
