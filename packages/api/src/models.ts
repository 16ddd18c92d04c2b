export { apiVersions, type ApiModel, type ApiVersion } from './api-model.ts';
export type { Method, MethodPath, OperationScope, Parameter, Property, Schema } from './model.ts';
export { modelOf } from './model-of.ts';
export { versionsOf } from './versions-of.ts';
export type { NeededPermission, PredefinedRole } from './permissions.ts';
export { permissionsOfMethod, predefinedRoles } from './permissions.ts';
