import type { Backend, HealthCheck, NamedPort } from '@gcepool/api';
import type { Balancing, BalancingMode } from '../ports/balancing-mode.ts';
import type { DescribedService } from '../names/description.ts';
import type { Owner } from '../names/ownership.ts';
import type { Protocol } from '../ports/protocol.ts';
import type { BackendServiceSettings } from '../ports/service-port.ts';

/** What is kept of a health check that exists: `adopt` what was set by hand, or `enforce` what the pool computes. */
export type HealthCheckPolicy = 'adopt' | 'enforce';

/** The health check a port must have. Of one that exists only the type matters; the rest may have been set by hand. */
export interface HealthCheckSpec {
  readonly nodePort: number;
  /** How sentences speak of the port. */
  readonly label: string;
  readonly check: HealthCheck;
  readonly protocol: Protocol;
  /** Settings that were asked for in so many words: they are kept whatever the policy. */
  readonly settings?: Readonly<Omit<HealthCheck, 'name'>>;
  /** Names of the backend services whose endpoints it judges; absent where nobody watches what comes of a change. */
  readonly users?: readonly string[];
  /** `adopt` by default. */
  readonly policy?: HealthCheckPolicy;
  /** Whose it is; without it nothing is marked and everything is adopted. */
  readonly owner?: Owner;
  /** Kubernetes service that its mark names. */
  readonly service?: DescribedService;
  /** Absent: global. */
  readonly region?: string;
}

/** The instance group a zone must have, and the named ports it must list among others. */
export interface InstanceGroupSpec {
  readonly name: string;
  readonly zone: string;
  readonly namedPorts: readonly (NamedPort & { readonly name: string; readonly port: number })[];
  /** Named ports that it must not list any more. */
  readonly absentPorts?: readonly (NamedPort & { readonly name: string; readonly port: number })[];
  /** Whose it is; without it nothing is marked. */
  readonly owner?: Owner;
}

/** The balancing mode in which each group is used, by its path such as `zones/a/instanceGroups/k8s-ig`. */
export type GroupModes = Readonly<Record<string, BalancingMode>>;

/** The backend service a port must have. What it does not speak of is left as it is. */
export interface BackendServiceSpec {
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
  /** URLs of groups it must not reach any more. */
  readonly absentGroups?: readonly string[];
  /** Settings for groups it is yet to reach, in order of preference. */
  readonly balancing: readonly Balancing[];
  /** Balancing that was asked for in so many words: also of groups it reaches already. */
  readonly keptBalancing?: Readonly<Omit<Backend, 'group'>>;
  /** Modes of the groups it is yet to reach, where others use them: all users of a group must agree. */
  readonly modes?: GroupModes;
  /** Further settings, kept as given. */
  readonly settings?: BackendServiceSettings;
  /** True where its groups are network endpoint groups, which have no named ports. */
  readonly isPortless?: boolean;
  /** Whose it is; without it nothing is marked and everything is adopted. */
  readonly owner?: Owner;
  /** Absent: global. */
  readonly region?: string;
}
