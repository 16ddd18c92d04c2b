import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseObjects } from './objects.ts';

const parse = (text: string) => parseObjects({ name: 'shop.yaml', text });

describe('what people have', () => {
  test('multi-document YAML, with empty documents and other kinds', () => {
    const text = '---\nkind: Service\nmetadata: {name: a}\n---\n# nothing\n---\nkind: Deployment\n';
    expect(parse(text).map(({ kind }) => kind)).toEqual(['Service', 'Deployment']);
  });

  test('lists in lists, and typed lists whose items have no kind', () => {
    const nested = {
      kind: 'List',
      items: [{ kind: 'ServiceList', items: [{ metadata: { name: 'a' } }] }, { kind: 'Node' }],
    };
    expect(parse(JSON.stringify(nested)).map(({ kind }) => kind)).toEqual(['Service', 'Node']);
  });

  test('anchors and merge keys', () => {
    const [, second] = parse(
      'kind: Service\nspec: &s {type: NodePort}\n---\nkind: Service\nspec: {<<: {type: NodePort}}',
    );
    expect(second?.object['spec']).toEqual({ type: 'NodePort' });
  });

  test('YAML and JSON of the same objects say the same', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.record({ kind: fc.constant('Service'), metadata: fc.record({ name }) })), (items) => {
        const list = { apiVersion: 'v1', kind: 'List', items };
        expect(parse(stringify(list))).toEqual(parse(JSON.stringify(list)));
        expect(parse(JSON.stringify(list)).map(({ object }) => object)).toEqual(items);
      }),
    );
  });
});

test.each([
  ['', 'shop.yaml: is empty'],
  ['just a note', 'holds plain text'],
  ['[1, 2]', 'holds a bare array'],
  ['42', 'holds a bare number'],
  ['a: b', 'holds an object without a kind'],
  ['kind: Service\n  name: x: y', 'is neither YAML nor JSON: '],
  ['{"kind": "Service",', 'is neither YAML nor JSON: '],
])('%j is refused in one line', (text, message) => {
  expect(() => parse(text)).toThrow(message);
  expect(() => parse(text)).toThrow(/^[^\n]*$/);
});

function outcomeOf(text: string): string {
  try {
    parse(text);
    return 'understood';
  } catch (error) {
    return String(error);
  }
}

test('whatever the text, it is understood or refused in one line that names the source', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[{}[\]:,&*!|>#\n \t"'ak1-]*$/), (text) => {
      expect(outcomeOf(text)).toMatch(/^understood$|^Failure: shop\.yaml: [^\n]+$/);
    }),
  );
});
