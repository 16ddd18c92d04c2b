export type { ApplyOptions, BackendPool } from './backend-pool.ts';
export type { BackendPoolOptions, CloudBackendPoolOptions } from './backend-pool-options.ts';
export { Backends } from './backends.ts';
export { newBackendPool } from './new-backend-pool.ts';
export type { PoolEvent } from './pool-event.ts';
export { ReconcileLoop } from './loop/reconcile-loop.ts';
export type { ReconcileLoopOptions } from './loop/reconcile-loop.ts';
export type { LoopEvent } from './loop/loop-event.ts';
export { isAlive, isReady } from './loop/loop-health.ts';
export type { HealthLimits, LoopHealth } from './loop/loop-health.ts';
export type { Clock } from './calls/clock.ts';

export { Caller, DEFAULT_RATES } from './calls/caller.ts';
export type { CallerOptions, RetriedCall } from './calls/caller.ts';
export type { Backoff } from './calls/backoff.ts';
export type { MethodGroup } from './calls/method.ts';
export { isTooFast, retryAdvice } from './calls/retry-advice.ts';
export type { RetryAdvice } from './calls/retry-advice.ts';
export type { Rate } from './calls/token-bucket.ts';
export { StoppedError } from './calls/stopped-error.ts';
export { WriteRefusedError } from './calls/write-refused-error.ts';

export type {
  BackendServices,
  CallOptions,
  Cloud,
  CloudError,
  Firewalls,
  HealthChecks,
  InstanceGroups,
  ListOptions,
  NetworkEndpointGroups,
  RegionalCloud,
  Regions,
  Zones,
} from './cloud/cloud.ts';
export { absentAsUndefined, codeOf, isInUse, messageOf, refusalOf } from './cloud/cloud-error.ts';
export { lastSegment, parseLink, pathOf, sameResource } from './cloud/link.ts';
export type { Link } from './cloud/link.ts';

export { Namer } from './names/namer.ts';
export { namedPort } from './names/named-port.ts';
export { portLabel } from './ports/service-port.ts';
export { nodePortOf, readPort, readPorts } from './ports/read-ports.ts';
export type { BackendServiceSettings, FullServicePort, PoolField, Scope, ServicePort } from './ports/service-port.ts';
export type { ReadPorts } from './ports/read-ports.ts';
export type { Protocol } from './ports/protocol.ts';
export type { ReadinessProbe } from './ports/readiness-probe.ts';
export { describedCluster, describedService, describeOwned, describeService } from './names/description.ts';
export type { DescribedService } from './names/description.ts';
export { OwnershipConflictError } from './names/ownership.ts';
export type { Adoption, Owner } from './names/ownership.ts';
export { BalancingMode, DEFAULT_BALANCING } from './ports/balancing-mode.ts';
export type { Balancing } from './ports/balancing-mode.ts';

export type { HealthChecker } from './health/health-checker.ts';
export { NodePortHealthChecker } from './health/node-port-health-checker.ts';
export type { HealthCheckCloud, NodePortHealthCheckerOptions } from './health/node-port-health-checker.ts';
export type { GroupCalls } from './execute/group-calls.ts';
export type { MembersOptions, NodePool } from './nodes/node-pool.ts';
export { zoneListerOf } from './nodes/zone-lister.ts';
export type { ZoneLister } from './nodes/zone-lister.ts';
export { InstanceGroupPool } from './nodes/instance-group-pool.ts';
export type { InstanceGroupCloud, InstanceGroupPoolOptions } from './nodes/instance-group-pool.ts';
export type { Node } from './nodes/node.ts';
export type { Snapshotter } from './snapshotter.ts';
export { InMemorySnapshotter } from './in-memory-snapshotter.ts';

export { desiredState, portDeletions } from './plan/desired-state.ts';
export type { DesiredState, DesiredPort, PortLocation, PortDeletion } from './plan/desired-state.ts';
export { observe } from './observe/observe.ts';
export type { Observable, Observation, ObservedZone, ObservationScope } from './observe/observe.ts';
export { plan } from './plan/plan.ts';
export type { Policy } from './plan/policy.ts';
export { LARGEST_GROUP, planMembers } from './nodes/plan-members.ts';
export type { GroupMembers } from './nodes/plan-members.ts';
export { execute } from './execute/execute.ts';
export type { Execution, Perform } from './execute/execute.ts';
export { perform } from './execute/perform.ts';
export type { PoolCalls } from './execute/perform.ts';
export { BalancingRefusedError } from './execute/perform-backend-service.ts';
export { planProblems } from './plan/plan-problems.ts';
export { planConflicts, PLAN_FORMAT, planLines, PlanOutdatedError } from './plan/pool-plan.ts';
export type { PlanConflict, PoolPlan } from './plan/pool-plan.ts';
export type { Intent, RemovalOptions } from './plan/intent.ts';
export { DEFAULT_REMOVAL_CAP, RemovalCapError } from './plan/removal-cap.ts';
export type { RemovalCap } from './plan/removal-cap.ts';
export { stepLine } from './plan/step.ts';
export type {
  BackendServiceUpsert,
  BackendServiceDeletion,
  InstanceGroupUpsert,
  InstanceGroupDeletion,
  HealthCheckUpsert,
  HealthCheckDeletion,
  MemberStep,
  Notice,
  Plan,
  PoolStep,
  Refusal,
  SecurityPolicyStep,
  Step,
} from './plan/step.ts';
export type {
  GroupModes,
  HealthCheckPolicy,
  BackendServiceSpec,
  HealthCheckSpec,
  InstanceGroupSpec,
} from './plan/spec.ts';
export { failures, portsInUse, portErrors } from './execute/report.ts';
export type { Outcome, Report, Success } from './execute/report.ts';
export { PortError } from './execute/port-error.ts';
export { RejectedPortError } from './ports/rejected-port-error.ts';
export { StepError } from './execute/step-error.ts';

export { diagnoseHealth } from './health/diagnose-health.ts';
export type { PortHealth } from './health/pool-health.ts';
export { groupHealthLine, readHealth, readStatus } from './health/service-health.ts';
export type { GroupHealth, MemberHealth, ServiceHealth } from './health/service-health.ts';
