export type { CollectionTypes, SchemaName, Schemas } from './generated/alpha/collection-types.ts';
export type * from './generated/alpha/types.ts';
