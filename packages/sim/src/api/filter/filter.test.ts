import { modelOf } from '@gcepool/api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { compileFilter } from './filter.ts';

const V1 = { project: 'p1', model: modelOf('v1') };

function refusalOf(filter: string, schema?: string): Refusal | undefined {
  try {
    compileFilter(filter, schema, V1)({ name: 'web-1' });
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

const fateOf = (filter: string): string => (refusalOf(filter, 'Instance') === undefined ? 'read' : 'refused');

test.each([
  // Reported from the real service.
  'status eq RUNNING AND name eq somehostname',
  'name eq *collector*',
  "items[*].tags=['asg-collector-staging']",
  'tags = "asg-collector-staging"',
  'tags = asg-collector-staging',
  "tags = asg-collector-staging'",
  'tags.items=mytargets',
  'tags.items = mytargets',
  'name ~ ^targ',
  'networkInterfaces[0].network="x"',
  'networkInterfaces.network="x"',
  'networkInterfaces[].network="x"',
  'networkInterfaces.network:vpc1 AND tags.items=(vm-tag)',
  'metadata.drtype = active',
  'not-a-filter',
  // Lists and maps have no regular expressions.
  'tags.items eq lb',
  'labels eq prod',
  'scheduling eq x',
  'metadata.items eq x',
  // The two languages do not mix.
  '(name eq web-1) (status = RUNNING)',
  'name eq web-1 AND status = RUNNING',
  '(name eq a) OR (name eq b)',
  'NOT name eq a',
  // Neither language.
  '',
  ' ',
  'name',
  'name =',
  '= web-1',
  'name == web-1',
  'name = web-1 AND',
  'AND name = web-1',
  'name = web-1 OR',
  'name = a OR OR name = b',
  'NOT',
  'name = NOT',
  '(name = web-1',
  'name = web-1)',
  '()',
  'name = "web',
  'name eq',
  'name eq "web',
  'name eq "a" b',
  'name EQ a',
  'name eq [',
  'name eq (?=a)b',
  'name = (a b)',
  'name = a, name = b',
  '"name" = web-1',
  'f(name) = a',
  // No such field, and values that a field cannot have.
  'nme = web-1',
  'nme eq web-1',
  'name.first = web',
  'name:""',
  '__proto__ = a',
  'constructor:*',
  'labels.a.b = c',
  'deletionProtection = maybe',
  'deletionProtection > false',
  'deletionProtection eq 1',
  'id = abc',
  'id eq .*',
  'labels = x',
  'scheduling = x',
  'networkInterfaces = x',
  'tags.items > a',
])('%s', (filter) => {
  expect(refusalOf(filter, 'Instance')).toMatchObject({
    status: 400,
    reason: 'invalid',
    message: `Invalid value for field 'filter': '${filter}'. Invalid list filter expression.`,
  });
});

test('labels, where the resources have none', () => {
  expect(refusalOf('labels.env = prod', 'BackendService')?.status).toBe(400);
  expect(refusalOf('labels.env eq prod', 'Network')?.status).toBe(400);
  expect(refusalOf('priority = high', 'Firewall')?.status).toBe(400);
  expect(refusalOf('sourceRanges eq ".*\\b35\\.235\\.240\\.0/20\\b.*"', 'Firewall')?.status).toBe(400);
});

test('any filter, where what is listed has no fields', () => {
  expect(refusalOf('name = a')?.status).toBe(400);
});

test('however deep the parentheses', () => {
  expect(refusalOf(`${'('.repeat(20_000)}name = a${')'.repeat(20_000)}`, 'Instance')?.status).toBe(400);
  expect(refusalOf(`${'('.repeat(20_000)}name eq a${')'.repeat(20_000)}`, 'Instance')?.status).toBe(400);
  expect(refusalOf('-('.repeat(20_000), 'Instance')?.status).toBe(400);
});

const TOKENS = `name labels.env eq ne = != : < ( ) " ' \\ * AND OR NOT - . [ a+ {9} \n \0`.split(' ');

test('whatever the text, it is read or refused', () => {
  const tokens = fc.array(fc.constantFrom(' ', ...TOKENS), { maxLength: 20 });
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    tokens.map((parts) => parts.join('')),
    tokens.map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(['read', 'refused']).toContain(fateOf(text));
    }),
    { numRuns: 500 },
  );
});
