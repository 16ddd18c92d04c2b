import { expectTypeOf, test } from 'vitest';
import type {
  Address,
  BackendService,
  CollectionTypes,
  InstanceGroupAggregatedList,
  Json,
  Metadata,
  Operation,
  SchemaName,
  Schemas,
  Status,
  Warning,
} from './index.ts';

test('a property may be absent or undefined', () => {
  expectTypeOf<{ name: undefined }>().toExtend<BackendService>();
  expectTypeOf<{ description: string }>().toExtend<BackendService>();
  expectTypeOf<{ name: number }>().not.toExtend<BackendService>();
});

test('numbers of 64 bits are strings, smaller ones are numbers', () => {
  expectTypeOf<Address['id']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Address['prefixLength']>().toEqualTypeOf<number | undefined>();
});

test('an enum knows its values and accepts others', () => {
  expectTypeOf<'HTTP'>().toExtend<BackendService['protocol']>();
  expectTypeOf<'A_LATER_VALUE'>().toExtend<BackendService['protocol']>();
  expectTypeOf<1>().not.toExtend<BackendService['protocol']>();
});

test('objects refer to each other, in arrays and in maps', () => {
  expectTypeOf<NonNullable<NonNullable<BackendService['backends']>[number]['group']>>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<InstanceGroupAggregatedList['items']>[string]['warning']>().toEqualTypeOf<
    Warning | undefined
  >();
  expectTypeOf<Operation['warnings']>().toEqualTypeOf<Warning[] | undefined>();
  expectTypeOf<NonNullable<Metadata['items']>[number]['key']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<NonNullable<Status['details']>[number]>().toEqualTypeOf<Record<string, Json>>();
});

/** An object as those hold it who know nothing of its schema. */
interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Stops where the type is one of JSON already, as open fields are. */
type Frozen<T> = T extends Json ? T : T extends object ? { readonly [Field in keyof T]: Frozen<T[Field]> } : T;
type NotJson = { [Name in SchemaName]: Frozen<Schemas[Name]> extends JsonObject ? never : Name }[SchemaName];

test('every type of the wire is one of JSON, once it is no interface', () => {
  expectTypeOf<NotJson>().toBeNever();
  expectTypeOf<Frozen<{ details?: Record<string, unknown> }>>().not.toExtend<JsonObject>();
});

test('a schema leads to its type by its name', () => {
  expectTypeOf<Schemas['BackendService']>().toEqualTypeOf<BackendService>();
  expectTypeOf<Schemas['warning']>().toEqualTypeOf<Warning>();
  expectTypeOf<'BackendServise'>().not.toExtend<SchemaName>();
});

test('a collection knows its resources, where they lie, and what its methods take and answer', () => {
  type Regional = CollectionTypes['regionBackendServices'];
  expectTypeOf<Regional['schema']>().toEqualTypeOf<'BackendService'>();
  expectTypeOf<Regional['segment']>().toEqualTypeOf<'backendServices'>();
  expectTypeOf<Regional['methods']['getHealth']>().toEqualTypeOf<{
    request: 'ResourceGroupReference';
    response: 'BackendServiceGroupHealth';
  }>();
  expectTypeOf<Regional['methods']['get']['request']>().toBeNever();
  expectTypeOf<CollectionTypes['regionZones']['schema']>().toBeNever();
  expectTypeOf<'getHealth'>().not.toExtend<keyof CollectionTypes['sslPolicies']['methods']>();
});

type MethodTypes = CollectionTypes[keyof CollectionTypes]['methods'];
type Bodies<Types> = Types extends unknown ? { [Method in keyof Types]: Types[Method] }[keyof Types] : never;
type Body =
  Bodies<MethodTypes> extends { request: infer Request; response: infer Response } ? Request | Response : never;

test('every body of a method is a schema', () => {
  expectTypeOf<Body>().toExtend<SchemaName>();
  expectTypeOf<CollectionTypes[keyof CollectionTypes]['schema']>().toExtend<SchemaName>();
});
