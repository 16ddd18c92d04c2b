import type { CollectionTypes, SchemaName, Schemas } from '@gcepool/api';
import type * as Alpha from '@gcepool/api/alpha';
import type { Json, JsonObject } from '../kernel/json.ts';

/** An open enumeration as the names that are known; any other text as it is. */
type Closed<T> = [Extract<Literal<T>, string>] extends [never] ? T : Literal<T>;
type Literal<T> = T extends string ? (string extends T ? never : T) : T;

/** A wire type as the simulator holds it: never written to, and with no values of enumerations but those that are known. */
export type Frozen<T> = unknown extends T
  ? Json
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Closed<Item>>[]
    : T extends object
      ? { readonly [Field in keyof T]: Frozen<Closed<T[Field]>> }
      : T;

/** A message of the API by the name of its schema: `Resource<'BackendService'>`. */
export type Resource<Name extends SchemaName> = Frozen<Schemas[Name]>;

/** The same under construction: its fields can be set, what is in them is never written to. */
export type Draft<R = JsonObject> = { -readonly [Field in keyof R]: R[Field] };

/** The same as a body may carry it: in a PATCH, `null` clears a field. */
export type Sent<R = JsonObject> = { readonly [Field in keyof R]: R[Field] | null };

/** A collection by the API's own name for it: `regionBackendServices`. */
export type CollectionName = keyof CollectionTypes | keyof Alpha.CollectionTypes;

/** What the first version says of a collection that has it. */
type TypesOf<Name extends CollectionName> = Name extends keyof CollectionTypes
  ? CollectionTypes[Name]
  : Name extends keyof Alpha.CollectionTypes
    ? Alpha.CollectionTypes[Name]
    : never;

/** The segment before a resource's name in its path: `backendServices` for the regional ones too. */
export type Segment = { [Name in CollectionName]: TypesOf<Name>['segment'] }[CollectionName];

/** What a reference can name: routes name gateways, which no method shows. */
export type Referable = Segment | 'gateways';

/** A field as `Schema.field`: `Backend.group`. */
export type SchemaField = { [Name in SchemaName]: `${Name}.${keyof Schemas[Name] & string}` }[SchemaName];

/** The same of the latest version. */
export type LaterSchemaField = {
  [Name in Alpha.SchemaName]: `${Name}.${keyof Alpha.Schemas[Name] & string}`;
}[Alpha.SchemaName];

/** A method by its id: `instances.setLabels`. */
export type MethodId = {
  [Name in keyof CollectionTypes]: `${Name}.${keyof CollectionTypes[Name]['methods'] & string}`;
}[keyof CollectionTypes];

/** The same of the latest version. */
export type LaterMethodId = {
  [Name in keyof Alpha.CollectionTypes]: `${Name}.${keyof Alpha.CollectionTypes[Name]['methods'] & string}`;
}[keyof Alpha.CollectionTypes];

/** What the compiler knows of a collection: the types of its resource and of its methods' bodies. */
export interface WireTypes {
  readonly resource: JsonObject;
  /** The resource as the latest version of the API knows it. */
  readonly later: JsonObject;
  /** By method. */
  readonly bodies: { readonly [method: string]: JsonObject };
}

/** Those of collections of the API that share one record. */
export interface WireTypesOf<Name extends CollectionName> extends WireTypes {
  readonly resource: ResourceOf<Name>;
  readonly later: LaterResourceOf<Name>;
  readonly bodies: { readonly [Method in MethodOf<Name>]: BodyOf<Name, Method> };
}

type ResourceOf<Name extends CollectionName> = Name extends keyof CollectionTypes
  ? CollectionTypes[Name]['schema'] extends infer Schema extends SchemaName
    ? Resource<Schema>
    : JsonObject
  : LaterResourceOf<Name>;

type LaterResourceOf<Name extends CollectionName> = Name extends keyof Alpha.CollectionTypes
  ? Alpha.CollectionTypes[Name]['schema'] extends infer Schema extends Alpha.SchemaName
    ? Frozen<Alpha.Schemas[Schema]>
    : JsonObject
  : JsonObject;

/** Alpha has nearly all methods of the versions before it, so that a collection's methods are those of v1 and of alpha. */
type MethodOf<Name extends CollectionName> = Name extends CollectionName
  ? (keyof TypesOf<Name>['methods'] | LaterMethodOf<Name>) & string
  : never;

type LaterMethodOf<Name extends CollectionName> = Name extends keyof Alpha.CollectionTypes
  ? keyof Alpha.CollectionTypes[Name]['methods']
  : never;

type BodyOf<Name extends CollectionName, Method extends string> = Name extends CollectionName
  ? TypesOf<Name>['methods'] extends {
      readonly [M in Method]: { readonly request: infer Request extends SchemaName };
    }
    ? Resource<Request>
    : LaterBodyOf<Name, Method>
  : never;

/** Of a method that v1 has not. */
type LaterBodyOf<Name extends CollectionName, Method extends string> = Name extends keyof Alpha.CollectionTypes
  ? Alpha.CollectionTypes[Name]['methods'] extends {
      readonly [M in Method]: { readonly request: infer Request extends Alpha.SchemaName };
    }
    ? Frozen<Alpha.Schemas[Request]>
    : never
  : never;

/** The resources kept under a segment. */
export type ResourceIn<S extends Segment> = {
  [Name in CollectionName]: S extends TypesOf<Name>['segment'] ? ResourceOf<Name> : never;
}[CollectionName];
