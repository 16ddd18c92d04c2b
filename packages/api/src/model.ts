/**
 * Where the operation that a mutating method returns lives, and so where to poll it: `globalOperations`,
 * `regionOperations`, `zoneOperations`, `globalOrganizationOperations`, and for alpha's resources of organizations and
 * folders `zoneOrganizationOperations`, `globalFolderOperations`, `zoneFolderOperations`.
 */
export type OperationScope =
  | 'global'
  | 'region'
  | 'zone'
  | 'organization'
  | 'organizationZone'
  | 'folder'
  | 'folderZone';

/** A path or query parameter of a method. Absent members mean "no such constraint". */
export interface Parameter {
  readonly location: 'path' | 'query';
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  /** `int32`, `uint32`, `int64` (a string of digits), `float` or `google-fieldmask`. */
  readonly format?: string;
  readonly required?: true;
  /** May be given several times; the values form a list. */
  readonly repeated?: true;
  /** Regular expression that the whole value must match; it carries no anchors of its own. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** What the server assumes when the parameter is absent, in the wire's spelling. */
  readonly default?: string;
}

/** One method of the API: a verb and a path, what it takes and what it answers. */
export interface Method {
  /** `backendServices.insert`: collection and name, without the leading `compute.`. */
  readonly id: string;
  /** `backendServices`; regional twins have their own, such as `regionBackendServices`. */
  readonly collection: string;
  /** `insert` */
  readonly name: string;
  readonly httpMethod: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Template below `/compute/v1/` (`/compute/beta/`, `/compute/alpha/`): `projects/{project}/global/backendServices`. Every placeholder is one segment and is
   * declared in {@link Method.parameters}.
   */
  readonly path: string;
  /** By name. Has no prototype: a parameter called `constructor` is not found in it. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The required parameters, in the order in which client libraries take them. */
  readonly parameterOrder: readonly string[];
  /** Schema of the body; absent when the method takes none. */
  readonly request?: string;
  /** Schema of the answer; absent when there is none. */
  readonly response?: string;
  /** Present on the methods that start an operation. */
  readonly operationScope?: OperationScope;
  readonly deprecated?: true;
}

/** By what a request is known to be of a method. */
export type MethodPath = Pick<Method, 'id' | 'httpMethod' | 'path'>;

/** A field of a schema, the element of an array or the value of a map. */
export interface Property {
  readonly type: 'string' | 'boolean' | 'integer' | 'number' | 'any' | 'object' | 'array' | 'map';
  /** `int32 uint32 float double`, and on strings `int64 uint64 byte google-datetime google-duration`. */
  readonly format?: string;
  /** Name of the schema, on every property of type `object`. */
  readonly ref?: string;
  /** Element of an array, value of a map. */
  readonly items?: Property;
  /** The values this revision knows, sorted. The server may answer with newer ones. */
  readonly enum?: readonly string[];
  /** Regular expression that the whole value must match; it carries no anchors of its own. */
  readonly pattern?: string;
  /** Set by the server; a value sent in a body is ignored. */
  readonly outputOnly?: true;
  /** Ids of the methods that refuse a body without this property. */
  readonly requiredOn?: readonly string[];
  /** What the server assumes when the property is absent, in the wire's spelling. */
  readonly default?: string;
  readonly minimum?: number;
}

/** The properties of one kind of JSON object. */
export interface Schema {
  /**
   * The discovery document's name, such as `BackendService`. Objects that it declares in place are named by where they
   * stand (`Metadata.items`), or without the owner when several owners share them (`warning`, `warning.data`).
   */
  readonly name: string;
  /** By name. Has no prototype: a field called `__proto__` or `constructor` is not found in it. */
  readonly properties: Readonly<Record<string, Property>>;
}
