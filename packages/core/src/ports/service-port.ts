import type { BackendService, HealthCheck } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
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
  /** Where given, a new health check is made from it. */
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
   * URLs of network endpoint groups to be used instead of the pool's instance groups. The pool does not manage their
   * endpoints.
   */
  readonly networkEndpointGroups?: readonly string[];
}

/** A {@link ServicePort} with its defaults filled in. */
export type FullServicePort = ServicePort & { readonly protocol: Protocol };

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
