import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterOnSimulator } from './cluster-on-simulator.test-support.ts';
import type { ClusterOnSimulator } from './cluster-on-simulator.test-support.ts';

/* What users reported of controllers that make load balancers of manifests, and what the command makes of the same manifests. */

let cluster: ClusterOnSimulator;
let folder: string;
beforeEach(async () => {
  cluster = await clusterOnSimulator();
  folder = await mkdtemp(join(tmpdir(), 'gcepool-reports-'));
});
afterEach(async () => {
  await cluster.close();
  await rm(folder, { recursive: true });
});

/** Reconciles with these documents of YAML; all that the command says. */
async function reconciled(...documents: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const path = join(folder, 'cluster.yaml');
  await writeFile(path, documents.join('---\n'));
  const { code, out, remarks } = await cluster.run('reconcile', '--from', path, '--zones', 'us-central1-a');
  return { code, said: [out, ...remarks].join('\n') };
}

const service = (metadata: string, spec: string): string =>
  `kind: Service\napiVersion: v1\nmetadata: {namespace: shop, ${metadata}}\nspec: {${spec}}\n`;
const web = (annotations = '{}'): string =>
  service(
    `name: web, annotations: ${annotations}`,
    'type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]',
  );
const backend = (): unknown => cluster.send('GET', 'global/backendServices/k8s-be-30080--shop');
const check = (): unknown => cluster.send('GET', 'global/healthChecks/k8s-be-30080--shop');

test('ingress-gce#201, ingress-gce#197: a service without nodePorts is told with the reason, and gets nothing; the others are served', async () => {
  const { code, said } = await reconciled(web(), service('name: db', 'ports: [{port: 5432}]'));
  expect(code).toBe(0);
  expect(said).toContain('shop/db is of type ClusterIP, which has no nodePorts');
  expect(cluster.send('GET', 'global/backendServices')['items']).toMatchObject([{ name: 'k8s-be-30080--shop' }]);
});

const config = (spec: string): string =>
  `kind: BackendConfig\napiVersion: cloud.google.com/v1\nmetadata: {namespace: shop, name: patient}\nspec: {${spec}}\n`;
const named = `{cloud.google.com/backend-config: '{"default":"patient"}'}`;

test('ingress-gce#28, ingress-gce#1503: what a BackendConfig says holds for a service that is there already', async () => {
  await reconciled(web());
  await reconciled(web(named), config('timeoutSec: 600, sessionAffinity: {affinityType: CLIENT_IP}'));
  expect(backend()).toMatchObject({ timeoutSec: 600, sessionAffinity: 'CLIENT_IP' });
});

test('kubernetes#78407: what is set by hand against a BackendConfig is put right, and that is told by the field', async () => {
  await reconciled(web(named), config('timeoutSec: 30'));
  cluster.send('PATCH', 'global/backendServices/k8s-be-30080--shop', {
    timeoutSec: 7_200,
    sessionAffinity: 'CLIENT_IP',
  });
  cluster.send('GET', 'global/operations');
  const { said } = await reconciled(web(named), config('timeoutSec: 30'));
  expect(said).toMatch(/backendServices\/k8s-be-30080--shop .*timeoutSec/);
  expect(backend()).toMatchObject({ timeoutSec: 30, sessionAffinity: 'CLIENT_IP' });
});

test('ingress-gce#670, ingress-gce#740: how to balance in words of the endpoint groups is told, not passed over', async () => {
  const { said } = await reconciled(web("{networking.gke.io/max-rate-per-endpoint: '100'}"));
  expect(said).toContain('networking.gke.io/max-rate-per-endpoint, which the pool does not read');
});

const pod = (probe: string): string =>
  'kind: Deployment\napiVersion: apps/v1\nmetadata: {namespace: shop, name: web}\nspec: {template: {metadata: {labels: {app: web}}, ' +
  `spec: {containers: [{name: web, ports: [{containerPort: 8080}, {containerPort: 15020}], readinessProbe: {${probe}}}]}}}\n`;

test('ingress-gce#1762, kubernetes#43773: the health check of a new backend asks as the readiness probe does', async () => {
  await reconciled(web(), pod('httpGet: {path: /ready, port: 8080}, periodSeconds: 5, timeoutSeconds: 3'));
  expect(check()).toMatchObject({ checkIntervalSec: 65, timeoutSec: 3, httpHealthCheck: { requestPath: '/ready' } });
});

test('ingress-gce#241, contrib#1369: a readiness probe that cannot be followed, such as of another port, is told', async () => {
  const { said } = await reconciled(web(), pod('httpGet: {path: /ready, port: 15020}'));
  expect(said).toMatch(/shop\/web.*readiness probe.*15020/s);
  expect(check()).toMatchObject({ httpHealthCheck: { requestPath: '/' } });
});
