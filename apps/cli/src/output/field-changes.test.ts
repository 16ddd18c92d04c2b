import { expect, test } from 'vitest';
import { fieldChanges } from './field-changes.ts';

const group = (zone: string): string =>
  `https://www.googleapis.com/compute/v1/projects/p/zones/${zone}/instanceGroups/g`;

test('fields that differ are told, deep in objects too, and others are not', () => {
  const before = { name: 'a', timeoutSec: 30, cdnPolicy: { mode: 'x', ttl: 1 }, enableCDN: true };
  const after = { name: 'a', timeoutSec: 60, cdnPolicy: { mode: 'y', ttl: 1 }, protocol: 'HTTP' };
  expect(fieldChanges(before, after)).toEqual([
    { field: 'timeoutSec', before: '30', after: '60' },
    { field: 'cdnPolicy.mode', before: '"x"', after: '"y"' },
    { field: 'enableCDN', before: 'true' },
    { field: 'protocol', after: '"HTTP"' },
  ]);
});

test('items of a list are told apart by what they are called, not by where they stand', () => {
  const before = { backends: [{ group: group('a') }, { group: group('b'), maxRate: 1 }] };
  const after = { backends: [{ group: group('b'), maxRate: 2 }, { group: group('c') }] };
  expect(fieldChanges(before, after)).toEqual([
    { field: 'backends[zones/a/instanceGroups/g]', before: '{"group":"zones/a/instanceGroups/g"}' },
    { field: 'backends[zones/b/instanceGroups/g].maxRate', before: '1', after: '2' },
    { field: 'backends[zones/c/instanceGroups/g]', after: '{"group":"zones/c/instanceGroups/g"}' },
  ]);
});

test('a list of which items have no names, or the same, is told as a whole', () => {
  expect(fieldChanges({ hosts: ['a'] }, { hosts: ['a', 'b'] })).toEqual([
    { field: 'hosts', before: '["a"]', after: '["a","b"]' },
  ]);
  const twice = { namedPorts: [{ name: 'http' }, { name: 'http' }] };
  expect(fieldChanges(twice, { namedPorts: [] })).toEqual([
    { field: 'namedPorts', before: '[{"name":"http"},{"name":"http"}]', after: '[]' },
  ]);
});

test('of what is new or goes all is told, but for what the service says by itself, and who wrote when', () => {
  const written = (name: string, more: object = {}): string =>
    JSON.stringify({ 'gcepool/cluster': 'uid1', 'gcepool/writer': name, 'gcepool/written': name, ...more });
  const there = { id: '1', kind: 'compute#healthCheck', fingerprint: 'x', name: 'a', description: written('me') };
  expect(fieldChanges(there, undefined)).toEqual([
    { field: 'name', before: '"a"' },
    { field: 'description', before: '{"gcepool/cluster":"uid1"}' },
  ]);
  expect(fieldChanges(there, { name: 'a', description: written('you') })).toEqual([]);
  expect(fieldChanges(there, { name: 'a', description: written('you', { note: 'n' }) })).toEqual([
    { field: 'description.note', after: '"n"' },
  ]);
  expect(fieldChanges({ description: 'a person’s' }, { description: '' })).toEqual([
    { field: 'description', before: '"a person’s"', after: '""' },
  ]);
});

test('what opens something is not shown, whether it comes with a resource or is changed in one', () => {
  const iap = (oauth2ClientSecret: string) => ({ iap: { enabled: true, oauth2ClientSecret } });
  expect(fieldChanges(undefined, iap('first'))).toEqual([
    { field: 'iap', after: '{"enabled":true,"oauth2ClientSecret":"(not shown)"}' },
  ]);
  expect(fieldChanges(iap('first'), iap('second'))).toEqual([
    { field: 'iap.oauth2ClientSecret', before: '(not shown)', after: '(not shown)' },
  ]);
});
