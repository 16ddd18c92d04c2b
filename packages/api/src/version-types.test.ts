import { expectTypeOf, test } from 'vitest';
import type * as alpha from './alpha.ts';
import type * as beta from './beta.ts';
import type * as v1 from './index.ts';

test('a type of a later version is one of the earlier, with more', () => {
  expectTypeOf<beta.TargetHttpsProxy>().toExtend<v1.TargetHttpsProxy>();
  expectTypeOf<beta.TargetHttpsProxy>().toHaveProperty('httpFilters');
  expectTypeOf<v1.TargetHttpsProxy>().not.toHaveProperty('httpFilters');
  expectTypeOf<alpha.TargetHttpsProxy>().toHaveProperty('httpFilters');
  expectTypeOf<alpha.HealthCheck>().toHaveProperty('udpHealthCheck');
});

test('types that lead to another lead to that of their version', () => {
  expectTypeOf<NonNullable<beta.TargetHttpsProxyList['items']>[number]>().toEqualTypeOf<beta.TargetHttpsProxy>();
  expectTypeOf<NonNullable<alpha.TargetHttpsProxyList['items']>[number]>().toEqualTypeOf<alpha.TargetHttpsProxy>();
  expectTypeOf<NonNullable<v1.TargetHttpsProxyList['items']>[number]>().toEqualTypeOf<v1.TargetHttpsProxy>();
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
