export { createGceCloud, type GceCloud } from './gce-cloud.ts';
export type { GceBackendServices } from './backend-services.ts';
export type { GceHealthChecks } from './health-checks.ts';
export type { GceInstanceGroups } from './instance-groups.ts';
export type { GceNetworkEndpointGroups } from './network-endpoint-groups.ts';
export type { IamPermissions } from './iam-permissions.ts';
export { GceError, type GceErrorParts } from './gce-error.ts';
export type { ApiAnswer, ApiCall, GceCloudOptions, MutationOptions } from './options.ts';
export { systemClock } from './system-clock.ts';
