export type { ApplyOptions, BackendPool } from './backend-pool.ts';
export type { BackendPoolOptions, CloudBackendPoolOptions } from './backend-pool-options.ts';
export { Backends } from './backends.ts';
export { newBackendPool } from './new-backend-pool.ts';
export type { PoolEvent } from './event.ts';
export { ReconcileLoop } from './loop/reconcile-loop.ts';
export type { ReconcileLoopOptions } from './loop/reconcile-loop.ts';
export type { LoopEvent } from './loop/loop-event.ts';
export { isAlive, isReady } from './loop/loop-health.ts';
export type { HealthLimits, LoopHealth } from './loop/loop-health.ts';
export type { Clock } from './clock.ts';

export { DEFAULT_RATES } from './calls/caller.ts';
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
} from './cloud.ts';
export { absentAsUndefined, codeOf, isInUse, messageOf, refusalOf } from './cloud-error.ts';
export { lastSegment, parseLink, pathOf, sameResource } from './link.ts';
export type { Link } from './link.ts';

export { Namer } from './namer.ts';
export type { ParsedName } from './namer.ts';
export { namedPort } from './named-port.ts';
export { nodePortOf, portLabel, readPort, readPorts } from './service-port.ts';
export type {
  BackendServiceSettings,
  FullServicePort,
  PoolField,
  ReadPorts,
  Scope,
  ServicePort,
} from './service-port.ts';
export type { Protocol } from './protocol.ts';
export type { ReadinessProbe } from './readiness-probe.ts';
export { describedCluster, describedService, describeOwned, describeService } from './description.ts';
export type { DescribedService } from './description.ts';
export { NotOwnedError } from './ownership.ts';
export type { Adoption, Owner } from './ownership.ts';
export { BalancingMode, DEFAULT_BALANCING } from './balancing-mode.ts';
export type { Balancing } from './balancing-mode.ts';

export type { HealthChecker } from './health-checker.ts';
export { NodePortHealthChecker } from './node-port-health-checker.ts';
export type { HealthCheckCloud, NodePortHealthCheckerOptions } from './node-port-health-checker.ts';
export type { GroupCalls, MembersOptions, NodePool } from './node-pool.ts';
export { zoneListerOf } from './zone-lister.ts';
export type { ZoneLister } from './zone-lister.ts';
export { InstanceGroupPool } from './instance-group-pool.ts';
export type { InstanceGroupCloud } from './instance-group-pool.ts';
export type { Node } from './node.ts';
export type { Snapshotter } from './snapshotter.ts';
export { InMemorySnapshotter } from './in-memory-snapshotter.ts';
export { CloudListingSnapshotter, RELIST_AFTER_MS } from './cloud-listing-snapshotter.ts';
export type { CloudListing } from './cloud-listing-snapshotter.ts';

export { desire, undesire } from './desired.ts';
export type { Desired, DesiredPort, PlacedPort, UnwantedPort } from './desired.ts';
export { observe } from './observe.ts';
export type { Observable, Observed, ObservedZone, Question } from './observe.ts';
export { plan } from './plan.ts';
export type { Policy } from './policy.ts';
export { LARGEST_GROUP, planMembers } from './plan-members.ts';
export type { GroupMembers } from './plan-members.ts';
export { execute } from './execute.ts';
export type { Execution, Perform } from './execute.ts';
export { perform } from './perform.ts';
export type { PoolCalls } from './perform.ts';
export { BalancingRefusedError } from './perform-backend-service.ts';
export { planProblems } from './plan-problems.ts';
export { movedSince, PLAN_FORMAT, planLines, PlanOutdatedError } from './pool-plan.ts';
export type { Moved, PoolPlan } from './pool-plan.ts';
export type { Intent, RemovalOptions } from './intent.ts';
export { DEFAULT_REMOVAL_CAP, RemovalCapError } from './removal-cap.ts';
export type { RemovalCap } from './removal-cap.ts';
export { stepLine } from './step.ts';
export type {
  BackendServiceEnsuring,
  BackendServiceRemoval,
  GroupEnsuring,
  GroupRemoval,
  HealthCheckEnsuring,
  HealthCheckRemoval,
  MemberStep,
  Notice,
  Plan,
  PoolStep,
  Refusal,
  SecurityPolicyStep,
  Step,
} from './step.ts';
export type {
  GroupModes,
  HealthCheckPolicy,
  WantedBackendService,
  WantedHealthCheck,
  WantedInstanceGroup,
} from './wanted.ts';
export { failures, heldPorts, portErrors } from './report.ts';
export type { Outcome, Report, Success } from './report.ts';
export { PortError, RejectedPortError } from './port-error.ts';
export { StepError } from './step-error.ts';

export { diagnoseHealth } from './diagnose-health.ts';
export type { PortHealth } from './pool-health.ts';
export { groupHealthLine, readHealth, readStatus } from './health.ts';
export type { GroupHealth, MemberHealth, ServiceHealth } from './health.ts';
