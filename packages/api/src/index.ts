export type { Method, OperationScope, Parameter, Property, Schema } from './model.ts';
export { globalParameters, methods } from './methods.ts';
export { revision } from './generated/model.ts';
export { findSchema, kindOf, schema, schemaNames } from './schemas.ts';
export type * from './generated/types.ts';
export type { CollectionTypes, SchemaName, Schemas } from './generated/collection-types.ts';
