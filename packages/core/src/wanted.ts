import type { HealthCheck, NamedPort } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
import type { DescribedService } from './description.ts';
import type { Protocol } from './protocol.ts';

/** The health check a port must have. Of one that exists only the type matters; the rest may have been set by hand. */
export interface WantedHealthCheck {
  readonly nodePort: number;
  /** How sentences speak of the port. */
  readonly label: string;
  readonly check: HealthCheck;
  readonly protocol: Protocol;
}

/** The instance group a zone must have, and the named ports it must list among others. */
export interface WantedInstanceGroup {
  readonly name: string;
  readonly zone: string;
  readonly namedPorts: readonly (NamedPort & { readonly name: string; readonly port: number })[];
}

/** The backend service a port must have. What it does not speak of is left as it is. */
export interface WantedBackendService {
  readonly nodePort: number;
  /** How sentences speak of the port. */
  readonly label: string;
  readonly name: string;
  readonly protocol: Protocol;
  /** Absent: the description is left as it is. */
  readonly service?: DescribedService;
  /** URL of its health check. */
  readonly healthCheck: string;
  /** URLs of the groups it must reach; others it reaches are left alone. */
  readonly groups: readonly string[];
  /** Settings for groups it is yet to reach, in order of preference. */
  readonly balancing: readonly Balancing[];
}
