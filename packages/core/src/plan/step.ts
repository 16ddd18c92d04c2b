import type { BackendService, HealthCheck, InstanceGroup } from '@gcepool/api';
import type { UnreachableScope } from '../cloud/cloud.ts';
import type { BackendServiceSpec, HealthCheckSpec, InstanceGroupSpec } from './spec.ts';

/** What every step has. Steps are plain data: they survive JSON. */
interface AnyStep {
  readonly name: string;
  /** Path below the project, such as `global/backendServices/k8s-be-30001--uid`. */
  readonly resource: string;
  /** Why, in words for a person. */
  readonly reason: string;
  /** Node ports that are not as desired should this step fail. */
  readonly ports: readonly number[];
  /** Resources whose steps, if the plan has them, must have succeeded first. */
  readonly needs: readonly string[];
}

/** Makes or changes a backend service. */
export interface BackendServiceUpsert extends AnyStep {
  readonly collection: 'backendServices';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'create' | 'update';
  readonly spec: BackendServiceSpec;
  readonly before?: BackendService;
  /** Fields of an update that differ from `before`: nothing else is sent. */
  readonly changed?: readonly string[];
  readonly after: BackendService;
  /** Tried in turn where the cloud refuses `after` with 400: the same with the next balancing settings. */
  readonly alternatives: readonly BackendService[];
}

/** Puts a security policy before a backend service, or takes it away. */
export interface SecurityPolicyStep extends AnyStep {
  readonly collection: 'backendServices';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'setSecurityPolicy';
  /** URL of the policy; empty for none. */
  readonly securityPolicy: string;
}

/** Deletes a backend service. */
export interface BackendServiceDeletion extends AnyStep {
  readonly collection: 'backendServices';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'delete';
  readonly before: BackendService;
}

/** Makes or changes a health check. */
export interface HealthCheckUpsert extends AnyStep {
  readonly collection: 'healthChecks';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'create' | 'update';
  readonly spec: HealthCheckSpec;
  readonly before?: HealthCheck;
  /** Fields of an update that differ from `before`; absent where the whole is replaced. */
  readonly changed?: readonly string[];
  readonly after: HealthCheck;
}

/** Sees whether endpoints pass a health check that was changed, and puts it back where fewer are healthy than before. */
export interface HealthCheckWatch extends AnyStep {
  readonly collection: 'healthChecks';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'watch';
  readonly spec: HealthCheckSpec;
  readonly before: HealthCheck;
}

/** Deletes a health check. */
export interface HealthCheckDeletion extends AnyStep {
  readonly collection: 'healthChecks';
  /** Absent: global. */
  readonly region?: string;
  readonly verb: 'delete';
  readonly before: HealthCheck;
}

/** Makes an instance group, or names ports in it. */
export interface InstanceGroupUpsert extends AnyStep {
  readonly collection: 'instanceGroups';
  readonly zone: string;
  readonly verb: 'create' | 'setNamedPorts';
  readonly spec: InstanceGroupSpec;
  readonly before?: InstanceGroup;
  readonly after: InstanceGroup;
}

/** Deletes an instance group. */
export interface InstanceGroupDeletion extends AnyStep {
  readonly collection: 'instanceGroups';
  readonly zone: string;
  readonly verb: 'delete';
  readonly before: InstanceGroup;
}

/** Changes the members of an instance group. */
export interface MemberStep extends AnyStep {
  readonly collection: 'instanceGroups';
  readonly zone: string;
  readonly verb: 'addInstances' | 'removeInstances';
  /** Names of instances in the zone. */
  readonly instances: readonly string[];
}

/** A change that serving, or no longer serving, a port takes. */
export type PoolStep =
  | BackendServiceUpsert
  | SecurityPolicyStep
  | BackendServiceDeletion
  | HealthCheckUpsert
  | HealthCheckWatch
  | HealthCheckDeletion
  | InstanceGroupUpsert
  | InstanceGroupDeletion;

/** One change to one resource. */
export type Step = PoolStep | MemberStep;

/** Something a plan leaves unchanged on purpose, and why. */
export interface Notice {
  /** Resource or node it is about. */
  readonly about: string;
  readonly message: string;
}

/** A port that cannot be served, and why: nothing is done for it. */
export interface Refusal {
  readonly nodePort: number;
  readonly message: string;
}

/** What is to be done: waves one after the other, the steps of a wave in any order. */
export interface Plan<S extends Step = Step> {
  readonly waves: readonly (readonly S[])[];
  readonly notices: readonly Notice[];
  /** Absent where nothing is refused. */
  readonly refused?: readonly Refusal[];
  /** Zones that it should reach and leaves as they are, for nothing is known of them; absent where there is none. */
  readonly unreachable?: readonly UnreachableScope[];
}

/** A plan of those waves that have steps. */
export function planOf<S extends Step>(waves: readonly (readonly S[])[], notices: readonly Notice[] = []): Plan<S> {
  return { waves: waves.filter((wave) => wave.length > 0), notices };
}

/** One line for a terminal: `create backendServices/k8s-be-30001--uid: shop/cart:http (nodePort 30001) has no backend service`. */
export function stepLine({ verb, resource, reason }: Step): string {
  return `${verb} ${resource.replace(/^global\//, '')}: ${reason}`;
}
