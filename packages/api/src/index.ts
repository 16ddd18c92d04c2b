import type { ApiModel } from './api-model.ts';
import type { Method, MethodPath, Parameter } from './model.ts';
import { v1 } from './v1.ts';

export * from './models.ts';
export type * from './generated/v1/types.ts';
export type { CollectionTypes, SchemaName, Schemas } from './generated/v1/collection-types.ts';

/** The revision of v1's discovery document, such as `20261106`. */
export const revision: string = v1.revision;
/** Every method of v1, sorted by id. */
export const methods: readonly Method[] = v1.methods;
/** Verb and path of every method of v1, sorted by id. */
export const methodPaths: readonly MethodPath[] = v1.methodPaths;
/** v1's method of that id, or undefined when there is none. */
export const findMethod: ApiModel['findMethod'] = v1.findMethod;
/** The parameters that every method takes: `alt`, `fields`, `prettyPrint` and so on. Has no prototype. */
export const globalParameters: Readonly<Record<string, Parameter>> = v1.globalParameters;
/** The names of all schemas of v1, sorted. */
export const schemaNames: readonly string[] = v1.schemaNames;
/** v1's schema of that name; throws when there is none. Decoded at its first use, then always the same object. */
export const schema: ApiModel['schema'] = v1.schema;
/** v1's schema of that name, or undefined when there is none. */
export const findSchema: ApiModel['findSchema'] = v1.findSchema;
/** What an object of that schema of v1 carries as its `kind`, as {@link ApiModel.kindOf} tells. */
export const kindOf: ApiModel['kindOf'] = v1.kindOf;
