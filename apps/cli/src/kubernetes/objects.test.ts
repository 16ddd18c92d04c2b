import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { at } from '@gcepool/kubernetes';
import { parseObjects } from './objects.ts';

const parseAll = (text: string) => parseObjects({ name: 'shop.yaml', text });
const parse = (text: string) => parseAll(text).objects;

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

test('what is nested too deeply to be read is told', () => {
  const lists = 20_000;
  const text = '{"kind":"List","items":['.repeat(lists) + ']}'.repeat(lists);
  expect(() => parse(text)).toThrow(/^shop\.yaml: is nested too deeply; expected Kubernetes YAML or JSON/);
});

describe('JSON as tools print it', () => {
  const service = (name: string) => JSON.stringify({ kind: 'Service', metadata: { name, note: '}{"[' } });
  const names = (text: string) => parse(text).map(({ object }) => at(object, 'metadata', 'name'));

  test.each([
    ['lines: kubectl get -o json | jq -c .items[]', `${service('a')}\n${service('b')}\n`],
    ['lines of Windows, with an empty one', `${service('a')}\r\n\r\n${service('b')}`],
    [
      'indented, one after the other: jq .items[]',
      ['a', 'b'].map((name) => JSON.stringify(JSON.parse(service(name)), undefined, 2)).join('\n'),
    ],
    ['without anything between', `${service('a')}${service('b')}`],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual(['a', 'b']);
  });

  test('lines, of which one holds several', () => {
    expect(names(`${service('a')}\n${service('b')}${service('c')}\n`)).toEqual(['a', 'b', 'c']);
  });

  test('each is found by its line', () => {
    const text = `${JSON.stringify({ kind: 'Service' }, undefined, 2)}\n${service('b')}`;
    expect(parse(text).map(({ where }) => where)).toEqual([
      'shop.yaml document 1 (line 1)',
      'shop.yaml document 2 (line 4)',
    ]);
  });

  test('flow-style YAML is YAML', () => {
    expect(parse('{kind: Service, metadata: {name: a}}')).toHaveLength(1);
    expect(parse('{kind: Service}\n---\n{"kind": "Node"}').map(({ kind }) => kind)).toEqual(['Service', 'Node']);
  });
});

describe('a bad item is told with its place, and the others count', () => {
  const outcome = (text: string) => {
    const { objects, bad } = parseAll(text);
    return { good: objects.length, bad: bad.map(({ where, problem }) => `${where}: ${problem}`) };
  };

  test.each([
    [
      'a document of YAML',
      'kind: Service\n---\nkind: Service\n  name: x: y\n---\nkind: Node\n',
      2,
      /^shop\.yaml document 2 \(line 3\): is neither YAML nor JSON: .* at line 3/,
    ],
    [
      'a line of JSON lines',
      '{"kind":"Service"}\n{"kind":\n{"kind":"Node"}',
      2,
      /^shop\.yaml document 2 \(line 2\): is not JSON: /,
    ],
    ['the first line', '{"kind"\n{"kind":"Service"}', 1, /^shop\.yaml document 1 \(line 1\): is not JSON: /],
    [
      'a text that breaks off',
      '{\n"kind":"Service"}\n{\n"kind":"Ser',
      1,
      /^shop\.yaml document 2 \(line 3\): is not JSON: /,
    ],
    [
      'an item of a list',
      '{"kind":"List","items":[{"kind":"Service"},7]}',
      1,
      /^shop\.yaml item 2: holds a bare number; expected/,
    ],
    [
      'a kustomization',
      'kind: Service\n---\nkind: Kustomization\nresources: [a.yaml]\n',
      1,
      /^shop\.yaml document 2 \(line 3\): is a kustomization; build it first: `kubectl kustomize FOLDER`$/,
    ],
    [
      'an object without a kind',
      'kind: Service\n---\na: b\n',
      1,
      /^shop\.yaml document 2 \(line 3\): holds an object without a kind/,
    ],
  ])('%s', (_, text, good, message) => {
    expect(outcome(text)).toEqual({ good, bad: [expect.stringMatching(message)] });
  });

  test('of several, nothing but which are more', () => {
    expect(() => parse('a: b\n---\nc: d\n')).toThrow(
      /^shop\.yaml document 1 \(line 1\): holds an object without .*; 1 more such items$/,
    );
  });
});

describe('a Helm template is called that, with the line', () => {
  test.each([
    [
      'a value',
      'kind: Service\nspec:\n  ports:\n  - nodePort: {{ .Values.nodePort }}\n',
      /^shop\.yaml: is a Helm template \(line 4: \{\{ \.Values\.nodePort \}\}\); render it first: `helm template RELEASE CHART`$/,
    ],
    [
      'a part of a name',
      'kind: Service\nmetadata:\n  name: {{ .Release.Name }}-web\n',
      /^shop\.yaml: is a Helm template \(line 3: \{\{ \.Release\.Name \}\}\)/,
    ],
    [
      'a block',
      '{{- if .Values.web }}\nkind: Service\n{{- end }}\n',
      /^shop\.yaml: is a Helm template \(line 1: \{\{- if \.Values\.web \}\}\)/,
    ],
    [
      'an included block',
      'kind: Service\nmetadata:\n  labels:\n    {{- include "web.labels" . | nindent 4 }}\n',
      /^shop\.yaml: is a Helm template \(line 4: /,
    ],
    [
      'a quoted value',
      'kind: Service\nmetadata: {name: "{{ .Release.Name }}"}\n',
      /^shop\.yaml: is a Helm template \(\{\{ \.Release\.Name \}\}\)/,
    ],
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  test('the rendered documents beside it count, with its line in the file', () => {
    const { objects, bad } = parseAll('kind: Service\n---\nkind: Service\nspec: {{ toYaml .Values.spec }}\n');
    expect(objects).toHaveLength(1);
    expect(bad).toEqual([
      expect.objectContaining({ problem: expect.stringContaining('(line 4: {{ toYaml .Values.spec }})') }),
    ]);
  });

  test('braces in an annotation are meant', () => {
    expect(parse('kind: Service\nmetadata: {name: a, annotations: {alert: "{{ $labels.job }}"}}\n')).toHaveLength(1);
  });
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
      expect(outcomeOf(text)).toMatch(/^understood$|^Failure: shop\.yaml(?: document \d+ \(line \d+\))?: [^\n]+$/);
    }),
    { examples: [['[]["']] },
  );
});
