import { modelOf } from '@gcepool/api';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createSimulator } from '../simulator.ts';
import { checkFieldMask, parseFieldMask, selectFields } from './field-mask.ts';

const LIST: JsonObject = {
  kind: 'compute#backendServiceList',
  items: [
    { name: 'a', id: '1', backends: [{ group: 'g1', balancingMode: 'RATE' }, { group: 'g2' }], iap: { enabled: true } },
    { name: 'b', id: '2', labels: { env: 'prod', tier: 'front' } },
  ],
  nextPageToken: 't',
};

function select(mask: string): JsonObject {
  const parsed = parseFieldMask(mask);
  checkFieldMask(parsed, 'BackendServiceList', modelOf('v1'));
  return selectFields(LIST, parsed);
}

/** The refusal of a selector; undefined for a right one. */
function refusalOf(mask: string): Refusal | undefined {
  try {
    select(mask);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

describe('a selector leaves what it names', () => {
  test.each([
    ['kind', { kind: 'compute#backendServiceList' }],
    ['items(name),nextPageToken', { items: [{ name: 'a' }, { name: 'b' }], nextPageToken: 't' }],
    [
      'items(name, id)',
      {
        items: [
          { name: 'a', id: '1' },
          { name: 'b', id: '2' },
        ],
      },
    ],
    ['items/name', { items: [{ name: 'a' }, { name: 'b' }] }],
    [
      'items/name,items/id',
      {
        items: [
          { name: 'a', id: '1' },
          { name: 'b', id: '2' },
        ],
      },
    ],
    ['items/backends/group', { items: [{ backends: [{ group: 'g1' }, { group: 'g2' }] }, {}] }],
    [
      'items(backends(group),iap/enabled)',
      { items: [{ backends: [{ group: 'g1' }, { group: 'g2' }], iap: { enabled: true } }, {}] },
    ],
    ['items,items(name)', { items: LIST['items'] }],
    ['items(name),items', { items: LIST['items'] }],
    ['*', LIST],
    ['*/name', { items: [{ name: 'a' }, { name: 'b' }] }],
    ['items/*/group', { items: [{ backends: [{ group: 'g1' }, { group: 'g2' }], iap: {} }, { labels: {} }] }],
    ['selfLink', {}],
  ])('%s', (mask, expected) => {
    expect(select(mask)).toEqual(expected);
  });

  test('of a map any key', () => {
    const mask = parseFieldMask('items/labels/env');
    checkFieldMask(mask, 'InstanceList', modelOf('v1'));
    expect(selectFields(LIST, mask)).toEqual({ items: [{}, { labels: { env: 'prod' } }] });
  });
});

describe('what is no selector is refused, naming what is wrong', () => {
  test.each([
    ['foo', 'foo'],
    ['items(name,userPermission)', 'userPermission'],
    ['items/name/first', 'first'],
    ['*/nothing', 'nothing'],
    ['items(name', 'items(name'],
    ['items)', 'items)'],
    ['items()', ')'],
    ['(name)', '('],
    ['items,,kind', ','],
    ['items/', 'items/'],
    ['items name', 'items name'],
    [',', ','],
    ['__proto__', '__proto__'],
  ])('%s', (mask, named) => {
    expect(refusalOf(mask)?.body).toEqual({
      error: {
        code: 400,
        message: `Invalid field selection ${named}`,
        errors: [
          {
            message: `Invalid field selection ${named}`,
            domain: 'global',
            reason: 'invalidParameter',
            location: 'fields',
            locationType: 'parameter',
          },
        ],
      },
    });
  });

  test('however deep', () => {
    expect(() => parseFieldMask('a('.repeat(20_000))).toThrow(Refusal);
    expect(() => parseFieldMask('a/'.repeat(20_000))).toThrow(Refusal);
  });

  test('whatever the text', () => {
    const parts = fc.constantFrom('items', 'name', '*', '/', '(', ')', ',', ' ', 'labels', '\0');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (text) => {
        expect([400, undefined]).toContain(refusalOf(text.join(''))?.status);
      }),
    );
  });
});

test('a request with a wrong selector changes nothing', () => {
  const simulator = createSimulator();
  const url = '/compute/v1/projects/p/global/healthChecks';
  const body = { name: 'h', type: 'TCP', tcpHealthCheck: { port: 80 } };
  expect(simulator.handle({ method: 'POST', url: `${url}?fields=nothing`, body }).status).toBe(400);
  expect(simulator.handle({ method: 'GET', url: `${url}?fields=items` }).body).toEqual({});
  expect(simulator.handle({ method: 'POST', url: `${url}?fields=kind,status`, body }).body).toEqual({
    kind: 'compute#operation',
    status: 'RUNNING',
  });
  const aggregated = simulator.handle({
    method: 'GET',
    url: '/compute/v1/projects/p/aggregated/healthChecks?fields=items/*/healthChecks/name',
  });
  expect(aggregated.body).toMatchObject({
    items: { global: { healthChecks: [{ name: 'h' }] }, 'regions/us-east1': {} },
  });
});

test('errors are shown whole', () => {
  const { body } = createSimulator().handle({
    method: 'GET',
    url: '/compute/v1/projects/p/global/networks/x?fields=name',
  });
  expect(body).toHaveProperty('error.code', 404);
});
