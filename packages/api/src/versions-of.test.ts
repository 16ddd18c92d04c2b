import { expect, test } from 'vitest';
import { versionsOf } from './index.ts';

test('the versions that have a method, a schema, a field', () => {
  expect(versionsOf('backendServices.insert')).toEqual(['v1', 'beta', 'alpha']);
  expect(versionsOf('regionNetworkPolicies.insert')).toEqual(['beta', 'alpha']);
  expect(versionsOf('reservationBlocks.getIamPolicy')).toEqual(['v1', 'beta']);
  expect(versionsOf('BackendService')).toEqual(['v1', 'beta', 'alpha']);
  expect(versionsOf('ResourceMetadata')).toEqual(['v1']);
  expect(versionsOf('TargetHttpsProxy.httpFilters')).toEqual(['beta', 'alpha']);
  expect(versionsOf('MachineType.imageSpaceGb')).toEqual(['v1']);
});

test('fields of objects declared in place', () => {
  expect(versionsOf('Metadata.items')).toEqual(['v1', 'beta', 'alpha']);
  expect(versionsOf('Metadata.items.key')).toEqual(['v1', 'beta', 'alpha']);
});

test('the versions that have a value of an enumeration', () => {
  expect(versionsOf('BackendService.protocol', 'HTTP')).toEqual(['v1', 'beta', 'alpha']);
  expect(versionsOf('SecurityPolicy.type', 'FIREWALL')).toEqual(['beta', 'alpha']);
  expect(versionsOf('RouterBgp.advertisedGroups', 'ALL_VPC_SUBNETS')).toEqual(['alpha']);
});

test('what nobody has is in no version', () => {
  expect(versionsOf('BackendServise')).toEqual([]);
  expect(versionsOf('BackendService.constructor')).toEqual([]);
  expect(versionsOf('BackendService.protocol', 'HTTP4')).toEqual([]);
  expect(versionsOf('BackendService.name', 'HTTP')).toEqual([]);
});
