import { expect, test } from 'vitest';
import { parseNodes } from './nodes.ts';

const ready = {
  conditions: [
    { type: 'MemoryPressure', status: 'False' },
    { type: 'Ready', status: 'True' },
  ],
};
const node = (name: string, labels: object, rest: object = {}) => ({
  kind: 'Node',
  metadata: { name, labels },
  status: ready,
  ...rest,
});
const parse = (...items: readonly object[]) =>
  parseNodes({ name: 'nodes.json', text: JSON.stringify({ kind: 'List', items }) });

const zone = 'topology.kubernetes.io/zone';
const oldZone = 'failure-domain.beta.kubernetes.io/zone';

test('instance and zone come from where each generation of clusters puts them', () => {
  const { nodes } = parse(
    node('n3', {}, { spec: { providerID: 'gce://proj/us-east1-c/gke-n3' } }),
    node('n2', { [oldZone]: 'us-east1-b' }),
    node(
      'n1',
      { [zone]: 'us-east1-b', [oldZone]: 'us-east1-d' },
      { spec: { providerID: 'gce://proj/us-east1-b/gke-n1' } },
    ),
  );
  expect(nodes).toEqual([
    { name: 'gke-n3', zone: 'us-east1-c' },
    { name: 'n2', zone: 'us-east1-b' },
    { name: 'gke-n1', zone: 'us-east1-b' },
  ]);
});

test('nodes that cannot serve are passed over with a remark', () => {
  const { nodes, remarks } = parse(
    node('a', { [zone]: 'us-east1-b' }),
    node('b', { [zone]: 'us-east1-b', 'node.kubernetes.io/exclude-from-external-load-balancers': '' }),
    node('e', { [zone]: 'us-east1-b', 'operation.gke.io/type': 'drain' }),
    node('f', {}, { spec: { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] } }),
    node('c', { [zone]: 'us-east1-b' }, { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }),
    node('d', {}, { status: {} }),
  );
  expect(nodes.map(({ name }) => name)).toEqual(['a']);
  expect(remarks).toEqual([
    'node b has the label node.kubernetes.io/exclude-from-external-load-balancers',
    'node e is being drained by GKE',
    'node f has the taint ToBeDeletedByClusterAutoscaler',
    'node c is not Ready',
    'node d is not Ready',
  ]);
});

test('kubernetes/kubernetes#65013: a cordoned node still serves, and stays', () => {
  const { nodes, remarks } = parse(node('a', { [zone]: 'us-east1-b' }, { spec: { unschedulable: true } }));
  expect(nodes.map(({ name }) => name)).toEqual(['a']);
  expect(remarks).toEqual([]);
});

test('emptying every group is refused', () => {
  expect(() => parse(node('a', { [zone]: 'us-east1-b' }, { status: {} }))).toThrow(
    'nodes.json: none of its 1 nodes can serve (node a is not Ready)',
  );
});

test('a file of something else is refused', () => {
  expect(() => parse({ kind: 'Service' })).toThrow('nodes.json: holds no node');
});

test('a node without a zone keeps its place, wherever that is', () => {
  expect(parse(node('a', {})).nodes).toEqual([{ name: 'a', zone: undefined }]);
});
