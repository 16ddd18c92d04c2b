export type { CollectionTypes, SchemaName, Schemas } from './generated/beta/collection-types.ts';
export type * from './generated/beta/types.ts';
