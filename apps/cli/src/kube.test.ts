import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiServerFixture } from '../../../packages/kubernetes/src/api-server/api-server-fixture.test-support.ts';
import type { ApiServerFixture } from '../../../packages/kubernetes/src/api-server/api-server-fixture.test-support.ts';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import { writeKubeconfig } from './kubeconfig.test-support.ts';

let server: ApiServerFixture;
let cluster: ClusterOnSimulator;
let folder: string;
let kube: readonly string[];

beforeAll(async () => {
  server = await apiServerFixture();
  cluster = await clusterOnSimulator();
  await cluster.nodes('n1');
  folder = await mkdtemp(join(tmpdir(), 'gcepool-kube-'));
  const kubeconfig = join(folder, 'config');
  await writeKubeconfig(kubeconfig, server.api.address);
  kube = ['--kube', '--kubeconfig', kubeconfig];
  server.put('/api/v1/nodes', {
    metadata: { name: 'n1' },
    spec: { providerID: 'gce://p/us-central1-a/n1' },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  });
  server.put('/api/v1/services', {
    metadata: { name: 'cart', namespace: 'shop' },
    spec: {
      type: 'NodePort',
      selector: { app: 'cart' },
      ports: [
        { name: 'http', port: 80, targetPort: 8080, nodePort: 30_001 },
        { name: 'dns', port: 53, nodePort: 30_053, protocol: 'UDP' },
      ],
    },
  });
  server.put('/api/v1/pods', {
    metadata: { name: 'cart-1', namespace: 'shop', labels: { app: 'cart' } },
    spec: {
      containers: [{ ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 8080 } } }],
    },
  });
});
afterAll(async () => {
  await cluster.close();
  await server.close();
  await rm(folder, { recursive: true });
});

test('services, nodes and readiness probes come from the API server, zones from its nodes', async () => {
  const { code, out, remarks } = await cluster.run('plan', ...kube);
  expect(code).toBe(0);
  expect(out).toContain('k8s-be-30001--shop');
  expect(remarks).toContain('passed over: shop/cart:dns is UDP, which backend services do not carry over HTTP');

  expect(await cluster.run('status', ...kube)).toMatchObject({ code: 1 });
  expect(await cluster.run('reconcile', ...kube)).toMatchObject({ code: 0 });
  expect(cluster.members()).toEqual(['n1']);
  expect(cluster.send('GET', 'global/healthChecks/k8s-be-30001--shop')).toMatchObject({
    httpHealthCheck: { requestPath: '/ready' },
  });
  expect(await cluster.run('status', ...kube)).toMatchObject({
    code: 0,
    out: expect.stringContaining('shop/cart:http'),
  });
});

describe('what cannot be read changes nothing, and is told', () => {
  test.each([
    ['an API server that refuses', { status: 403, reason: 'services is forbidden' }, 'services is forbidden'],
    ['one that does not know what it is doing', { status: 500, reason: 'etcd is away' }, 'etcd is away'],
  ])('%s', async (_, answer, reason) => {
    server.fail(answer);
    const { code, remarks } = await cluster.run('reconcile', ...kube);
    server.fail(undefined);
    expect({ code, said: remarks.at(-1) }).toEqual({ code: 1, said: expect.stringContaining(reason) });
    expect(cluster.send('GET', 'global/backendServices/k8s-be-30001--shop')).toHaveProperty('name');
  });

  test.each([
    [['--namespace', 'typo'], 'no service with a nodePort'],
    [['--context', 'typo'], 'there is no context "typo" with a cluster; there are here'],
  ])('%j', async (flags, reason) => {
    server.put('/api/v1/namespaces/typo/services', { metadata: { name: 'none', namespace: 'typo' } });
    server.put('/api/v1/namespaces/typo/pods', { metadata: { name: 'none', namespace: 'typo' } });
    server.remove('/api/v1/namespaces/typo/services', 'none');
    const { code, remarks } = await cluster.run('reconcile', ...kube, ...flags);
    expect({ code, said: remarks.at(-1) }).toEqual({ code: 2, said: expect.stringContaining(reason) });
  });
});

test.each([
  [['plan', '--kube', '--from', 'a.yaml'], 'leave out --from'],
  [
    ['plan', '--from', 'a.yaml', '--zones', 'us-central1-a', '--namespace', 'shop'],
    '--namespace says what --kube reads; add --kube',
  ],
  [['plan'], '--from FILE or --kube is needed'],
  [['run', '--kube', '--watch'], '--watch is told of files'],
])('%j is refused', async (argv, reason) => {
  const { code, remarks } = await cluster.run(...argv);
  expect({ code, said: remarks.join('\n') }).toEqual({ code: 2, said: expect.stringContaining(reason) });
});
