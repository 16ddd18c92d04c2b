import { expect, test } from 'vitest';
import { columnsOf, valueAt } from './columns.ts';

test('the collections people look at most have chosen columns, others what most of them have', () => {
  expect(columnsOf('instances', []).map(({ title }) => title)).toContain('Machine type');
  const items = [
    { name: 'a', kind: 'compute#router', network: 'n', bgp: { asn: 1 }, encrypted: true },
    { name: 'b', kind: 'compute#router', network: 'n' },
  ];
  expect(columnsOf('routers', items)).toEqual([
    { title: 'Network', field: 'network', width: 10 },
    { title: 'Encrypted', field: 'encrypted', width: 10 },
  ]);
  expect(columnsOf('constructor', [])).toEqual([]);
});

test.each([
  ['status', 'RUNNING'],
  ['nics[0].access[0].ip', '203.0.113.1'],
  ['nics#', 1],
  ['absent#', 0],
  ['nics[1].ip', undefined],
  ['toString', undefined],
  ['status.length', undefined],
])('%s of a resource', (field, value) => {
  expect(valueAt({ status: 'RUNNING', nics: [{ access: [{ ip: '203.0.113.1' }] }] }, field)).toBe(value);
});
