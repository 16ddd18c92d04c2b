import { describe, expect, test } from 'vitest';
import { listed } from '../objects/listed.test-support.ts';
import { nodesAmong } from './nodes.ts';
import { remarkLines } from '../remarks/remark.ts';

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
const parse = (...items: readonly object[]) => nodesAmong(listed(items, 'nodes.json'));

const zone = 'topology.kubernetes.io/zone';
const oldZone = 'failure-domain.beta.kubernetes.io/zone';
const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers';
const gce = (
  name: string,
  labels: object = {},
  rest: { readonly spec?: object; readonly [field: string]: unknown } = {},
) => node(name, labels, { ...rest, spec: { providerID: `gce://proj/us-east1-b/${name}`, ...rest.spec } });
const conditions = (...all: readonly (readonly [string, string])[]) => ({
  status: { conditions: all.map(([type, status]) => ({ type, status })) },
});
const serving = gce('z');

/** What is said of one node beside one that serves. */
function outcomeOf(one: object) {
  const { nodes, remarks } = parse(one, serving);
  const only = nodes.find(({ name }) => name !== 'z');
  return { ...(only && { node: only }), remarks: remarks.map(({ message, isLeftOut }) => ({ message, isLeftOut })) };
}

describe('zone and name of the instance: getZone of ingress-gce', () => {
  test('they are those of the providerID, however the node is called', () => {
    const only = node('n3', {}, { spec: { providerID: 'gce://proj/us-east1-c/gke-n3' } });
    expect(outcomeOf(only)).toEqual({ node: { name: 'gke-n3', zone: 'us-east1-c' }, remarks: [] });
  });

  test('an instance of another project than the groups’ is left out, whatever its name', () => {
    const { nodes, remarks } = nodesAmong(listed([gce('n1'), serving], 'nodes.json'), 'mine');
    expect(nodes).toEqual([]);
    expect(remarks.map(({ message }) => message)).toContain(
      'is an instance of project proj, and the groups are in mine',
    );
    expect(nodesAmong(listed([gce('n1')], 'nodes.json'), 'proj').nodes).toHaveLength(1);
  });

  test('a label that says otherwise loses, and that is told', () => {
    expect(outcomeOf(gce('n1', { [zone]: 'us-east1-d' }))).toEqual({
      node: { name: 'n1', zone: 'us-east1-b' },
      remarks: [
        {
          message: 'is in us-east1-b by its providerID, which counts, and in us-east1-d by its label',
          isLeftOut: false,
        },
      ],
    });
    expect(outcomeOf(gce('n1', { [zone]: 'us-east1-b' })).remarks).toEqual([]);
  });

  test.each([zone, oldZone])('without a providerID, %s says the zone, and that is told', (label) => {
    expect(outcomeOf(node('n2', { [label]: 'us-east1-b' }))).toEqual({
      node: { name: 'n2', zone: 'us-east1-b' },
      remarks: [
        { message: 'has no providerID: it counts as the instance n2 in us-east1-b, by its label', isLeftOut: false },
      ],
    });
  });

  test('ErrProviderIDNotFound: with neither it keeps its place, wherever that is', () => {
    expect(outcomeOf(node('n2', {}))).toEqual({
      node: { name: 'n2', zone: undefined },
      remarks: [
        { message: 'has no providerID and no zone label yet: it stays, member or not, as it is', isLeftOut: false },
      ],
    });
  });

  test('EmptyZone: a providerID whose zone is still empty is no zone', () => {
    const only = node('n4', {}, { spec: { providerID: 'gce://proj//n4' } });
    expect(outcomeOf(only).node).toEqual({ name: 'n4', zone: undefined });
  });

  test.each(['aws:///us-east-1a/i-1', 'kind://docker/kind/n5', 'gce://proj/n5'])('%s is no instance', (providerID) => {
    expect(outcomeOf(node('n5', { [zone]: 'us-east1-b' }, { spec: { providerID } }))).toEqual({
      remarks: [{ message: `is no instance of GCE: its providerID is ${providerID}`, isLeftOut: true }],
    });
  });
});

describe('left out', () => {
  test.each([
    ['nodeIncludedPredicate', gce('a', { [excludeLabel]: '' }), `has the label ${excludeLabel}`],
    ['nodeIncludedPredicate', gce('a', { [excludeLabel]: 'true' }), `has the label ${excludeLabel}`],
    [
      'nodeUnTaintedPredicate',
      gce('a', {}, { spec: { taints: [{ key: 'ToBeDeletedByClusterAutoscaler' }] } }),
      'has the taint ToBeDeletedByClusterAutoscaler',
    ],
    [
      'nodeNotDeletedPredicate',
      { ...gce('a'), metadata: { name: 'a', deletionTimestamp: '2026-01-05T08:00:00Z' } },
      'is being deleted',
    ],
    [
      'LabelNodeRoleMaster',
      gce('a', { 'node-role.kubernetes.io/master': '' }),
      'has the label node-role.kubernetes.io/master',
    ],
    [
      'LabelAlphaNodeRoleExcludeBalancer',
      gce('a', { 'alpha.service-controller.kubernetes.io/exclude-balancer': 'x' }),
      'has the label alpha.service-controller.kubernetes.io/exclude-balancer',
    ],
    ['GKECurrentOperationLabel', gce('a', { 'operation.gke.io/type': 'drain' }), 'is being drained by GKE'],
  ])('by %s', (_, left, message) => {
    expect(outcomeOf(left)).toEqual({ remarks: [{ message, isLeftOut: true }] });
  });
});

describe('in, with nothing to say', () => {
  test.each([
    ['nodeIncludedPredicate: the label says false', gce('a', { [excludeLabel]: 'false' })],
    ['KEP-1143: a role is no reason', gce('a', { 'node-role.kubernetes.io/control-plane': '' })],
    ['kubernetes/kubernetes#65013: cordoned', gce('a', {}, { spec: { unschedulable: true } })],
    ['GKE does something else to it', gce('a', { 'operation.gke.io/type': 'resize' })],
    ['another taint', gce('a', {}, { spec: { taints: [{ key: 'DeletionCandidateOfClusterAutoscaler' }] } })],
    ['its network is there', gce('a', {}, conditions(['Ready', 'True'], ['NetworkUnavailable', 'False']))],
  ])('%s', (_, one) => {
    expect(outcomeOf(one)).toEqual({ node: { name: 'a', zone: 'us-east1-b' }, remarks: [] });
  });
});

describe('KEP-3458: what may pass makes no node leave, and none join', () => {
  test.each([
    ['nodeReadyPredicate', conditions(['Ready', 'False']), 'is not Ready'],
    ['its kubelet does not answer', conditions(['Ready', 'Unknown']), 'is not Ready'],
    ['candidateNodesPredicate: no info', { status: {} }, 'is not Ready'],
    [
      'NoRouteCreated',
      conditions(['Ready', 'True'], ['NetworkUnavailable', 'True']),
      'has no network yet (NetworkUnavailable)',
    ],
  ])('%s', (_, status, waits) => {
    expect(outcomeOf(gce('a', {}, status))).toEqual({
      node: { name: 'a', zone: 'us-east1-b', waits },
      remarks: [{ message: `${waits}: it joins no group, and leaves none`, isLeftOut: false }],
    });
  });

  test('so an API server that lost all its kubelets empties nothing', () => {
    const lost = ['a', 'b'].map((name) => gce(name, {}, conditions(['Ready', 'Unknown'])));
    expect(parse(...lost).nodes.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

test('nodes of which the same is said share a line', () => {
  const drained = ['a', 'b'].map((name) => gce(name, { 'operation.gke.io/type': 'drain' }));
  expect(remarkLines(parse(...drained, serving).remarks)).toEqual([
    'passed over: node a and node b: each is being drained by GKE',
  ]);
});
