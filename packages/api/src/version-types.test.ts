import { expectTypeOf, test } from 'vitest';
import type * as alpha from './alpha.ts';
import type * as beta from './beta.ts';
import type * as v1 from './index.ts';

test('a type of a later version is one of the earlier, with more', () => {
  expectTypeOf<beta.BackendService>().toExtend<v1.BackendService>();
  expectTypeOf<beta.BackendService>().toHaveProperty('dynamicForwarding');
  expectTypeOf<v1.BackendService>().not.toHaveProperty('dynamicForwarding');
  expectTypeOf<alpha.BackendService>().toHaveProperty('dynamicForwarding');
  expectTypeOf<alpha.HealthCheck>().toHaveProperty('udpHealthCheck');
});

test('types that lead to another lead to that of their version', () => {
  expectTypeOf<NonNullable<beta.BackendServiceList['items']>[number]>().toEqualTypeOf<beta.BackendService>();
  expectTypeOf<NonNullable<alpha.BackendServiceList['items']>[number]>().toEqualTypeOf<alpha.BackendService>();
  expectTypeOf<NonNullable<v1.BackendServiceList['items']>[number]>().toEqualTypeOf<v1.BackendService>();
});

test('what did not change is the same type', () => {
  expectTypeOf<alpha.Warning>().toEqualTypeOf<v1.Warning>();
});

test('what a later version does not have is gone from its types', () => {
  expectTypeOf<v1.AcceleratorType>().toHaveProperty('resourceMetadata');
  expectTypeOf<beta.AcceleratorType>().not.toHaveProperty('resourceMetadata');
  expectTypeOf<beta.ResourceMetadata>().toBeNever();
  expectTypeOf<'ResourceMetadata'>().not.toExtend<beta.SchemaName>();
});

test('values that one version alone has are known there', () => {
  type Known<T> = T extends string ? (string extends T ? never : T) : never;
  expectTypeOf<Extract<Known<alpha.HealthCheck['type']>, 'UDP'>>().toEqualTypeOf<'UDP'>();
  expectTypeOf<Extract<Known<beta.HealthCheck['type']>, 'UDP'>>().toBeNever();
});

test('collections of a later version', () => {
  expectTypeOf<beta.CollectionTypes['regionNetworkPolicies']['schema']>().toEqualTypeOf<'NetworkPolicy'>();
  expectTypeOf<beta.Schemas['NetworkPolicy']>().toEqualTypeOf<beta.NetworkPolicy>();
  expectTypeOf<'regionNetworkPolicies'>().not.toExtend<keyof v1.CollectionTypes>();
  expectTypeOf<beta.CollectionTypes['instances']['methods']>().toHaveProperty('getPartnerMetadata');
  expectTypeOf<beta.CollectionTypes['instances']['methods']>().toHaveProperty('insert');
  expectTypeOf<v1.CollectionTypes['reservationBlocks']['methods']>().toHaveProperty('getIamPolicy');
  expectTypeOf<alpha.CollectionTypes['reservationBlocks']['methods']>().not.toHaveProperty('getIamPolicy');
});
