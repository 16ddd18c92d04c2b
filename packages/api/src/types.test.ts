import { expectTypeOf, test } from 'vitest';
import type {
  Address,
  BackendService,
  InstanceGroupAggregatedList,
  Metadata,
  Operation,
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
  expectTypeOf<NonNullable<Status['details']>[number]>().toEqualTypeOf<Record<string, unknown>>();
});
