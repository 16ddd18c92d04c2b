/**
 * What the other packages of this repository use of core's insides. It is not covered by version numbers: any release may
 * change or remove any of it.
 */
export { pauseAfter } from './calls/backoff.ts';
export { rateLimitedClient } from './calls/rate-limited-client.ts';
export { absentAsUndefined, codeOf, fieldOf, isInUse, messageOf, refusalOf } from './cloud/cloud-error.ts';
export { lastSegment, pathOf } from './cloud/link.ts';
export { describedCluster, describedService, describeOwned } from './names/description.ts';
export type { DescribedService } from './names/description.ts';
export { cappedMembers } from './nodes/capped-members.ts';
export { describedRefusal, describedTrial } from './health/trial-mark.ts';
export { planMembers } from './nodes/plan-members.ts';
export { readMembers, SilentZoneError } from './nodes/read-members.ts';
export type { SilentZone } from './nodes/read-members.ts';
export type { GroupMembers } from './nodes/plan-members.ts';
export { enumeration } from './names/enumeration.ts';
export { reachableGroups } from './observe/observe.ts';
export type { Observation } from './observe/observe.ts';
export { desiredState } from './plan/desired-state.ts';
export { cappedReason, DEFAULT_REMOVAL_CAP } from './plan/removal-cap.ts';
export { planProblems } from './plan/plan-problems.ts';
export { plan } from './plan/plan.ts';
export { HEALTH_CHECK_TYPE_OF, SETTINGS_OF } from './ports/protocol.ts';
export { readPort, readPorts } from './ports/read-ports.ts';
export { portLabel } from './ports/service-port.ts';
