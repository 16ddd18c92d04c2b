export { newBackendPool } from './new-backend-pool.ts';
export { Backends } from './backends.ts';
export type { ApplyOptions, BackendPool } from './backend-pool.ts';
export type { BackendPoolOptions, CloudBackendPoolOptions } from './backend-pool-options.ts';
export type { PoolEvent } from './pool-event.ts';
export type { Snapshotter } from './snapshotter.ts';

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
  ReachableItems,
  RegionalCloud,
  Regions,
  UnreachableScope,
  Zones,
} from './cloud/cloud.ts';

export type { Backoff } from './calls/backoff.ts';
export { Caller } from './calls/caller.ts';
export type { CallerOptions, RetriedCall } from './calls/caller.ts';
export type { Clock } from './calls/clock.ts';
export type { MethodGroup } from './calls/method.ts';
export { StoppedError } from './calls/stopped-error.ts';
export type { Rate } from './calls/token-bucket.ts';
export { WriteRefusedError } from './calls/write-refused-error.ts';

export { Namer } from './names/namer.ts';
export type { Adoption } from './names/ownership.ts';

export { BalancingMode } from './ports/balancing-mode.ts';
export type { Balancing } from './ports/balancing-mode.ts';
export type { Protocol } from './ports/protocol.ts';
export type { ReadinessProbe } from './ports/readiness-probe.ts';
export { RejectedPortError } from './ports/rejected-port-error.ts';
export type { BackendServiceSettings, FullServicePort, Scope, ServicePort } from './ports/service-port.ts';

export type { HealthChecker } from './health/health-checker.ts';
export { NodePortHealthChecker } from './health/node-port-health-checker.ts';
export type { HealthCheckCloud, NodePortHealthCheckerOptions } from './health/node-port-health-checker.ts';
export type { PortHealth } from './health/pool-health.ts';
export type { GroupHealth, MemberHealth, ServiceHealth } from './health/service-health.ts';

export type { RemovalOptions } from './plan/intent.ts';
export { HealthCheckPutBackError } from './trials/health-check-put-back-error.ts';
export { planLines, PlanOutdatedError } from './plan/pool-plan.ts';
export type { PlanConflict, PoolPlan } from './plan/pool-plan.ts';
export { RivalWriterError } from './plan/rival-writer-error.ts';
export type { UndoableChange } from './plan/undoable-change.ts';
export type { Undoer } from './plan/undoer.ts';
export { RemovalCapError } from './plan/removal-cap.ts';
export { UnreachableScopeError } from './plan/unreachable-scope-error.ts';
export type { RemovalCap } from './plan/removal-cap.ts';
export type { HealthCheckPolicy } from './plan/spec.ts';
export { stepLine } from './plan/step.ts';
export type { MemberStep, Notice, Plan, PoolStep, Refusal, Step } from './plan/step.ts';

export { PortError } from './execute/port-error.ts';
export type { Outcome, Report } from './execute/report.ts';
export { StepError } from './execute/step-error.ts';
export { StepsError } from './execute/steps-error.ts';

export type { GroupCalls } from './execute/group-calls.ts';
export { InstanceGroupPool } from './nodes/instance-group-pool.ts';
export type { InstanceGroupCloud, InstanceGroupPoolOptions } from './nodes/instance-group-pool.ts';
export type { MembersCap, MembersOptions, MembersRivalry, NodePool } from './nodes/node-pool.ts';
export type { Node } from './nodes/node.ts';
export type { KeptMembers, MemberRemoval, Release } from './nodes/release.ts';
export type { ZoneLister } from './nodes/zone-lister.ts';

export { ReconcileLoop } from './loop/reconcile-loop.ts';
export type { ReconcileLoopOptions } from './loop/reconcile-loop.ts';
export type { LoopEvent } from './loop/loop-event.ts';
export { isAlive, isReady } from './loop/loop-health.ts';
export type { HealthLimits, LoopHealth } from './loop/loop-health.ts';
