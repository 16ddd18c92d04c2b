import { modelOf } from '@gcepool/api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { compileFilter } from './filter.ts';

const V1 = { project: 'p1', model: modelOf('v1') };

const accepts = (filter: string, resource: JsonObject): boolean => compileFilter(filter, 'Instance', V1)(resource);

const names = fc.constantFrom('a', 'b', 'web-1', 'web-2', 'x');
const resources = fc.record(
  {
    name: names,
    status: fc.constantFrom('RUNNING', 'STOPPED'),
    labels: fc.dictionary(fc.constantFrom('env', 'tier'), names),
  },
  { requiredKeys: ['name'] },
);
const restriction = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('name', 'status', 'labels.env'),
      fc.constantFrom('=', '!=', '<', '>', ':', '<=', '>='),
      names,
    )
    .map((parts) => parts.join(' ')),
  fc.constantFrom('labels.env:*', 'labels:tier', 'name = *-1'),
);
const expression: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    restriction,
    tie('node').map((part) => `(${part})`),
    tie('node').map((part) => `NOT (${part})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}) OR (${b})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}) AND (${b})`),
  ),
})).node;

test('AND is intersection, OR is union, NOT is complement', () => {
  fc.assert(
    fc.property(expression, expression, resources, (a, b, resource) => {
      const inA = accepts(a, resource);
      const inB = accepts(b, resource);
      expect(accepts(`(${a}) AND (${b})`, resource)).toBe(inA && inB);
      expect(accepts(`(${a}) (${b})`, resource)).toBe(inA && inB);
      expect(accepts(`(${a}) OR (${b})`, resource)).toBe(inA || inB);
      expect(accepts(`NOT (${a})`, resource)).toBe(!inA);
      expect(accepts(`-(${a})`, resource)).toBe(!inA);
    }),
  );
});

test('ne is the complement of eq, and terms side by side are an intersection', () => {
  const literal = fc.constantFrom('a', 'web-.*', '.*', '[ab]', 'RUN.*', '(web|x).*');
  const field = fc.constantFrom('name', 'status', 'labels.env');
  fc.assert(
    fc.property(field, literal, field, literal, resources, (field1, literal1, field2, literal2, resource) => {
      const first = accepts(`${field1} eq ${literal1}`, resource);
      const second = accepts(`${field2} eq ${literal2}`, resource);
      expect(accepts(`${field1} ne ${literal1}`, resource)).toBe(!first);
      expect(accepts(`(${field1} eq ${literal1}) (${field2} ne "${literal2}")`, resource)).toBe(first && !second);
    }),
  );
});
