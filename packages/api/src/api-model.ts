import type { Method, MethodPath, Parameter, Schema } from './model.ts';

/** The versions of the API, the most stable first. Each has nearly all that the one before has, and more. */
export const apiVersions: readonly ['v1', 'beta', 'alpha'] = ['v1', 'beta', 'alpha'];

/** A version of the API. */
export type ApiVersion = (typeof apiVersions)[number];

/** One version of the API as data. */
export interface ApiModel {
  readonly version: ApiVersion;
  /** Of the discovery document, such as `20261106`. */
  readonly revision: string;
  /**
   * Every method, sorted by id. Methods that are the same in two versions are the same object. All are decoded when this is first
   * asked for.
   */
  readonly methods: readonly Method[];
  /** Verb and path of every method, sorted by id: enough to find one by a request, and decoded in a fraction of the time. */
  readonly methodPaths: readonly MethodPath[];
  /** The method of that id, as in {@link ApiModel.methods}; undefined when there is none. Decoded at its first use. */
  readonly findMethod: (id: string) => Method | undefined;
  /** The parameters that every method takes: `alt`, `fields`, `prettyPrint` and so on. Has no prototype. */
  readonly globalParameters: Readonly<Record<string, Parameter>>;
  /** The names of all schemas, sorted. */
  readonly schemaNames: readonly string[];
  /** The schema of that name; throws when there is none. Decoded at its first use, then always the same object. */
  readonly schema: (name: string) => Schema;
  /** The schema of that name, or undefined when there is none. */
  readonly findSchema: (name: string) => Schema | undefined;
  /**
   * What an object of that schema carries as its `kind`, such as `compute#usableBackendServiceList`; undefined when the
   * schema has no such property or the API does not fix its value. Throws when there is no such schema.
   */
  readonly kindOf: (schemaName: string) => string | undefined;
}
