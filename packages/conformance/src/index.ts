export { backendServicesObeyModel, healthChecksObeyModel } from './collection-obeys-model.ts';
export { foreignResourcesUntouched } from './foreign-resources-untouched.ts';
export type { LawOptions, MakeCloud } from './law.ts';
export { syncIsIdempotent } from './sync-is-idempotent.ts';
