import { modelOf } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { ReferenceRule } from '../collections/reference-rule.ts';
import type { JsonObject } from '../kernel/json.ts';
import { ReferenceWalker } from './reference-walker.ts';

const rule = (...to: string[]): ReferenceRule => ({ to });
const walker = new ReferenceWalker(
  new Map([
    ['BackendService.healthChecks', rule('healthChecks')],
    ['Backend.group', rule('instanceGroups')],
    ['PathMatcher.defaultService', rule('backendServices')],
    ['StatefulPolicyPreservedStateDiskDevice.autoDelete', rule('nothing')],
  ]),
  modelOf('v1'),
);

/** Every reference met, as it was shown to the visitor, and what became of the value when each was put in capitals. */
function walked(schemaName: string, value: JsonObject): { met: unknown[]; result: JsonObject } {
  const met: (readonly [string, string, string | undefined])[] = [];
  const result = walker.walk(schemaName, value, (reference, { to }, fieldOf) => {
    met.push([fieldOf(), reference, to[0]]);
    return reference.toUpperCase();
  });
  const visited: unknown[] = [];
  walker.visit(schemaName, value, (reference, { to }) => visited.push([reference, to[0]]));
  // To visit them is to meet the same in the same order.
  expect(visited).toEqual(met.map((each) => [each[1], each[2]]));
  return { met, result };
}

describe('the walker', () => {
  test('meets every reference, in lists and in messages, and names its field', () => {
    const value = { name: 'b', healthChecks: ['h', 'i'], backends: [{ group: 'g' }, { maxRate: 1 }, { group: 'h' }] };
    expect(walked('BackendService', value)).toEqual({
      met: expect.arrayContaining([
        ['resource.healthChecks[0]', 'h', 'healthChecks'],
        ['resource.healthChecks[1]', 'i', 'healthChecks'],
        ['resource.backends[0].group', 'g', 'instanceGroups'],
        ['resource.backends[2].group', 'h', 'instanceGroups'],
      ]),
      result: { name: 'b', healthChecks: ['H', 'I'], backends: [{ group: 'G' }, { maxRate: 1 }, { group: 'H' }] },
    });
    expect(value.healthChecks).toEqual(['h', 'i']);
  });

  test('enters nothing that another value has as well', () => {
    const shared = { group: 'g' };
    const healthChecks = ['h'];
    const other = { healthChecks, backends: [shared, { group: 'old' }] };
    const value = { healthChecks, backends: [shared, { group: 'new' }] };
    const visited: string[] = [];
    walker.visit('BackendService', value, (reference) => visited.push(reference), other);
    const met: string[] = [];
    walker.walk('BackendService', value, (reference) => (met.push(reference), reference), other);
    expect([visited, met]).toEqual([['new'], ['new']]);
    walker.visit('BackendService', value, (reference) => visited.push(reference), value);
    expect(visited).toHaveLength(1);
  });

  test('goes down as far as the references are', () => {
    const value = { pathMatchers: [{ name: 'm', defaultService: 's' }] };
    expect(walked('UrlMap', value).met).toEqual([['resource.pathMatchers[0].defaultService', 's', 'backendServices']]);
  });

  test.each([
    {},
    { healthChecks: [] },
    { backends: [{ group: '' }] },
    { healthChecks: null },
    { backends: 'x' },
    { backends: [7, [], null] },
  ])('meets none in %j, and gives it back as it is', (value) => {
    const { met, result } = walked('BackendService', value);
    expect(met).toEqual([]);
    expect(result).toBe(value);
  });

  test('gives back the same object when no reference changes', () => {
    const value = { backends: [{ group: 'g' }] };
    expect(walker.walk('BackendService', value, (reference) => reference)).toBe(value);
  });

  test('does not enter what a value shares with another', () => {
    const [first, second, third] = [{ group: 'g' }, { group: 'h' }, { group: 'i' }];
    const healthChecks = ['c'];
    const before = { healthChecks, backends: [first, second, third] };
    const met: string[] = [];
    const value = { healthChecks, backends: [first, { group: 'j' }, { group: 'k' }, third] };
    const result = walker.walk(
      'BackendService',
      value,
      (reference, _rule, fieldOf) => {
        met.push(fieldOf());
        return reference.toUpperCase();
      },
      before,
    );
    expect(met).toEqual(['resource.backends[1].group', 'resource.backends[2].group']);
    expect(result).toEqual({ healthChecks, backends: [first, { group: 'J' }, { group: 'K' }, third] });
  });

  test('knows schemas that hold no reference at all', () => {
    expect(walker.hasReferences('BackendService')).toBe(true);
    expect(walker.hasReferences('Zone')).toBe(false);
    const value = { name: 'z', region: 'r' };
    expect(walked('Zone', value)).toEqual({ met: [], result: value });
  });
});
