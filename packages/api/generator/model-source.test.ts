import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeModel } from '../src/decode-model.ts';
import type { ModelText } from '../src/model-text.ts';
import type { Method, Parameter, Property } from '../src/model.ts';
import type { Api } from './api.ts';
import { modelSource } from './model-source.ts';
import { parameterTable } from './parameter-table.ts';

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Few names, so that versions share some, and few values, so that some are the same. */
const named = <T>(prefix: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .dictionary(
      fc.integer({ min: 0, max: 4 }).map((i) => `${prefix}${i}`),
      value,
      { maxKeys: 5 },
    )
    .map(sorted);

const property = fc.constantFrom<Property>(
  { type: 'string' },
  { type: 'integer', format: 'int32' },
  { type: 'string', enum: ['A', 'B'] },
  { type: 'array', items: { type: 'object', ref: 'Schema0' }, outputOnly: true },
);
const query = fc.constantFrom<Parameter>(
  { location: 'query', type: 'string' },
  { location: 'query', type: 'boolean' },
  { location: 'query', type: 'string', pattern: String.raw`\w{1,2}` },
);

const method = fc.record({ parameters: named('param', query), response: fc.constantFrom('Schema0', 'Schema1') });

const api: fc.Arbitrary<Api> = fc
  .record({
    globalParameters: named('global', query),
    schemas: named('Schema', named('field', property)),
    methods: named('method', method),
  })
  .map(({ globalParameters, schemas, methods }) => ({
    version: 'v1',
    revision: '20260101',
    globalParameters,
    schemas: Object.entries(schemas).map(([name, properties]) => ({ name, properties })),
    methods: Object.entries(methods).map(([name, own]): Method => ({
      id: `things.${name}`,
      collection: 'things',
      name,
      httpMethod: 'GET',
      path: 'things',
      parameterOrder: [],
      ...own,
    })),
    descriptions: new Map(),
  }));

/** The constants of a generated file. */
function textOf(source: string): ModelText {
  const constant = (name: string): string => {
    const [, , value = ''] = new RegExp(`export const ${name}: string = (['\`])(.*?)\\1;`, 's').exec(source) ?? [];
    return value.replaceAll(/\\(.)/g, '$1');
  };
  return {
    revision: constant('revision'),
    globalParameterLines: constant('globalParameterLines'),
    parameterLines: constant('parameterLines'),
    methodLines: constant('methodLines'),
    schemaLines: constant('schemaLines'),
  };
}

test('versions survive being written as what each changes in the one before', () => {
  fc.assert(
    fc.property(fc.array(api, { minLength: 1, maxLength: 3 }), (apis) => {
      let table = parameterTable([]);
      let model: ReturnType<typeof decodeModel> | undefined;
      for (const [i, expected] of apis.entries()) {
        table = parameterTable(expected.methods, table);
        model = decodeModel('v1', textOf(modelSource(expected, apis[i - 1], table)), model);
        expect(model.globalParameters).toEqual(expected.globalParameters);
        expect(model.methods).toEqual(expected.methods);
        expect(model.schemaNames.map(model.schema)).toEqual(expected.schemas);
      }
    }),
    { numRuns: 300 },
  );
});

test('what is the same is not written again', () => {
  fc.assert(
    fc.property(api, (same) => {
      const table = parameterTable(same.methods);
      const again = textOf(modelSource(same, same, parameterTable(same.methods, table)));
      const { revision, ...lines } = again;
      expect(revision).toBe(same.revision);
      expect(Object.values(lines).map((block) => block.trim())).toEqual(['', '', '', '']);
    }),
  );
});
