import { createSimulator } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { balancerGraph } from './balancer-graph.ts';

const GLOBAL = 'projects/p/global';
const GROUP = 'projects/p/zones/us-central1-a/instanceGroups/g';

/** A balancer on a group of so many instances, and a backend service to which nothing leads. */
function usesWith(instances: number): Readonly<Record<string, readonly string[]>> {
  const simulator = createSimulator();
  const make = (path: string, body: object): void => {
    const { status, body: told } = simulator.handle({ method: 'POST', url: `/compute/v1/projects/p/${path}`, body });
    if (status !== 200) throw new Error(JSON.stringify(told));
    simulator.clock.runUntilIdle();
  };
  const zone = 'zones/us-central1-a';
  const names = Array.from({ length: instances }, (_, index) => `i-${index}`);
  for (const name of names) {
    make(`${zone}/instances`, {
      name,
      machineType: `${zone}/machineTypes/e2-small`,
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
      networkInterfaces: [{ network: 'global/networks/default' }],
    });
  }
  make(`${zone}/instanceGroups`, { name: 'g' });
  make(`${zone}/instanceGroups/g/addInstances`, {
    instances: names.map((name) => ({ instance: `${zone}/instances/${name}` })),
  });
  make('global/healthChecks', { name: 'h', type: 'TCP' });
  make('global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/h'],
    backends: [{ group: `${zone}/instanceGroups/g` }],
  });
  make('global/backendServices', { name: 'alone', healthChecks: ['global/healthChecks/h'] });
  make('global/urlMaps', { name: 'm', defaultService: 'global/backendServices/b' });
  make('global/targetHttpProxies', { name: 't', urlMap: 'global/urlMaps/m' });
  make('global/forwardingRules', { name: 'f', target: 'global/targetHttpProxies/t', portRange: '80' });
  return simulator.links.list('p');
}

const NOTHING = { lines: new Map(), health: new Map(), open: new Set<string>() };

test('a load balancer goes from its rule to its instances, and what nothing leads to is there as well', () => {
  const uses = usesWith(2);
  const { nodes, edges } = balancerGraph({ ...NOTHING, uses });
  const columns = new Map(nodes.map(({ title, column }) => [title, column]));
  expect(Object.fromEntries(columns)).toEqual({ f: 0, t: 1, m: 2, b: 3, alone: 3, g: 4, 'i-0': 5, 'i-1': 5 });
  expect(edges.map(({ from, to }) => `${from.split('/').at(-1)}>${to.split('/').at(-1)}`).toSorted()).toEqual(
    ['b>g', 'f>t', 'g>i-0', 'g>i-1', 'm>b', 't>m'].toSorted(),
  );
  expect(nodes.find(({ title }) => title === 't')?.kind).toBe('target HTTP proxy');
});

test('many members are one box with the sum of their health, until the group is opened', () => {
  const uses = usesWith(12);
  const health = new Map(
    Array.from({ length: 12 }, (_, index) => [
      `projects/p/zones/us-central1-a/instances/i-${index}`,
      index < 3 ? 'UNHEALTHY' : 'HEALTHY',
    ]),
  );
  const folded = balancerGraph({ ...NOTHING, uses, health });
  const box = folded.nodes.find(({ id }) => id === `${GROUP}:members`);
  expect(box).toMatchObject({ title: '12 instances', health: { UNHEALTHY: 3, HEALTHY: 9 }, folds: GROUP });
  const open = balancerGraph({ ...NOTHING, uses, health, open: new Set([GROUP]) });
  expect(open.nodes.filter(({ column }) => column === 5)).toHaveLength(12);
  expect(open.nodes.find(({ id }) => id === GROUP)?.folds).toBe(GROUP);
});

test('what is said of resources, and resources that use nothing, are shown', () => {
  const bucket = `${GLOBAL}/backendBuckets/static`;
  const { nodes } = balancerGraph({ ...NOTHING, uses: {}, lines: new Map([[bucket, ['files']]]) });
  expect(nodes).toMatchObject([{ id: bucket, lines: ['files'], kind: 'backend bucket' }]);
});
