import { expect, test } from 'vitest';
import type { Method, Property } from '../../src/index.ts';
import { committedInWords, type ApiInWords } from './api-in-words.ts';
import { driftBetween, isStill } from './drift.ts';
import { report } from './report.ts';

const method = (name: string, more: Partial<Method> = {}): Method => ({
  id: `things.${name}`,
  collection: 'things',
  name,
  httpMethod: 'GET',
  path: 'things',
  parameters: {},
  parameterOrder: [],
  ...more,
});

const api = (
  revision: string,
  methods: readonly Method[],
  schemas: Readonly<Record<string, Readonly<Record<string, Property>>>>,
  words: Readonly<Record<string, string>>,
): ApiInWords => ({
  version: 'v1',
  revision,
  globalParameters: {},
  methods,
  schemas: Object.entries(schemas).map(([name, properties]) => ({ name, properties })),
  words: new Map(Object.entries(words)),
  hasAllWords: true,
});

const before = api(
  '20260101',
  [method('get'), method('list'), method('move')],
  {
    Thing: {
      color: { type: 'string', enum: ['GREEN', 'RED'], outputOnly: true },
      names: { type: 'array', items: { type: 'string' } },
      size: { type: 'integer', format: 'int32' },
    },
    Gone: { name: { type: 'string' } },
  },
  { Thing: 'A thing.', 'Thing.size': 'The size. At most 10.', 'things.get': 'Gets a thing.' },
);

const after = api(
  '20260201',
  [method('delete'), method('get'), method('list', { parameters: { view: { location: 'query', type: 'string' } } })],
  {
    Thing: {
      color: { type: 'string', enum: ['BLUE', 'RED'], outputOnly: true },
      labels: { type: 'map', items: { type: 'string' } },
      size: { type: 'string', format: 'int64' },
    },
    New: { name: { type: 'string' } },
  },
  {
    Thing: 'A thing.',
    'Thing.size': 'The size. At most 20.',
    'things.get': 'Gets a thing.',
    'things.delete': 'Deletes.',
  },
);

test('methods, schemas, fields, values and descriptions are compared', () => {
  expect(driftBetween(before, after, [])).toEqual({
    version: 'v1',
    from: '20260101',
    to: '20260201',
    methods: {
      added: ['things.delete'],
      removed: ['things.move'],
      changed: [{ name: 'things.list', changes: ['parameter view: none → query string'] }],
    },
    schemas: { added: ['New'], removed: ['Gone'] },
    fields: {
      added: ['Thing.labels'],
      removed: ['Thing.names'],
      changed: [{ name: 'Thing.size', changes: ['int32 → int64'] }],
    },
    values: [{ field: 'Thing.color', added: ['BLUE'], removed: ['GREEN'] }],
    descriptions: [{ of: 'Thing.size', added: ['At most 20.'], removed: ['At most 10.'] }],
    citations: [],
  });
});

test('a description that came or went is one that changed, where all are known', () => {
  const without = { ...before, words: new Map([...before.words].filter(([key]) => key !== 'Thing.size')) };
  expect(driftBetween(without, before, []).descriptions).toEqual([
    { of: 'Thing.size', added: ['The size.', 'At most 10.'], removed: [] },
  ]);
  expect(driftBetween(before, without, []).descriptions).toEqual([
    { of: 'Thing.size', added: [], removed: ['The size.', 'At most 10.'] },
  ]);
  expect(isStill(driftBetween({ ...without, hasAllWords: false }, before, []))).toBe(true);
});

test('what every method takes is compared', () => {
  const more = { ...before, globalParameters: { trace: { location: 'query', type: 'string' } as const } };
  expect(driftBetween(before, more, []).methods.changed).toEqual([
    { name: 'every method', changes: ['parameter trace: none → query string'] },
  ]);
});

test('a rule is listed when its sentence is not there any more', () => {
  const size = { rule: 'things.ts insert', describedAt: 'Thing.size', sentence: 'At\nmost 10' };
  const kept = { rule: 'things.ts get', describedAt: 'things.get', sentence: 'a thing' };
  const lost = { rule: 'things.ts move', describedAt: 'things.move', sentence: 'Moves' };
  const ofBeta = { ...lost, version: 'beta' as const };
  expect(driftBetween(before, after, [size, kept, lost, ofBeta]).citations).toEqual([
    { ...size, now: 'The size. At most 20.' },
    lost,
  ]);
  expect(driftBetween(after, before, [size, kept]).citations).toEqual([]);
});

test('the report says all of it, and what is not is not there', () => {
  const citation = { rule: 'things.ts insert', describedAt: 'Thing.size', sentence: 'At most 10' };
  expect(report(driftBetween(before, after, [citation]))).toBe(`Compute v1: revision 20260101 → 20260201

1 rule with a sentence that is not there
  things.ts insert, Thing.size
    cited: At most 10
    now: The size. At most 20.

1 method added
  things.delete

1 method removed
  things.move

1 method changed
  things.list
    parameter view: none → query string

1 schema added
  New

1 schema removed
  Gone

1 field added
  Thing.labels

1 field removed
  Thing.names

1 field changed
  Thing.size
    int32 → int64

1 enumeration changed
  Thing.color
    - GREEN
    + BLUE

1 description changed
  Thing.size
    - At most 10.
    + At most 20.
`);
});

test.each(['v1', 'beta', 'alpha'] as const)('the committed %s has not drifted from itself', (version) => {
  const committed = committedInWords(version);
  const drift = driftBetween(committed, committed, []);
  expect(isStill(drift)).toBe(true);
  expect(report(drift)).toContain('Nothing changed.');
});
