import { readFile } from 'node:fs/promises';
import { loadAllYaml, loadYaml } from '@kubernetes/client-node';
import type { KubernetesObject } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { deployTool, inDeploy } from './harness/deploy-tool.ts';
import type { Run } from './harness/deploy-tool.ts';
import { apply, NAMESPACE } from './harness/installed.ts';
import { testPlane } from './harness/test-plane.ts';
import { SHOP } from './harness/world.ts';

const helm = deployTool('helm');
const kustomize = deployTool('kustomize');
const begin = testPlane();

const EXAMPLE = ['chart', '--values', 'chart/example-values.yaml'];
/** All that is off by default. */
const ALL = ['serviceMonitor', 'prometheusRule', 'dashboard'].flatMap((what) => [
  '--set',
  `metrics.${what}.enabled=true`,
]);

/** What the tool makes of it. */
async function rendered(run: Run | undefined, ...args: readonly string[]): Promise<readonly KubernetesObject[]> {
  const { isGood, stdout, stderr } = (await run?.(args)) ?? { isGood: false, stdout: '', stderr: 'there is no tool' };
  if (!isGood) throw new Error(stderr);
  return loadAllYaml(stdout);
}

const chart = (...args: readonly string[]): Promise<readonly KubernetesObject[]> =>
  rendered(helm, 'template', 'gcepool', ...EXAMPLE, '--namespace', NAMESPACE, ...args);

describe.skipIf(helm === undefined)('the chart', () => {
  test('is without fault, and takes no values that it does not know', async () => {
    expect(await helm?.(['lint', '--strict', ...EXAMPLE, ...ALL])).toMatchObject({ isGood: true });
    const { stderr } = (await helm?.(['template', 'gcepool', 'chart'])) ?? {};
    expect(stderr).toContain("at '/project'");
    expect(stderr).toContain("at '/cluster'");
    await expect(chart('--set', 'replica=3')).rejects.toThrow("'replica' not allowed");
    await expect(chart('--set', 'report=loud')).rejects.toThrow("at '/report'");
  });

  test.skipIf(kustomize === undefined)('makes by default what kustomize makes of the example', async () => {
    const built = await rendered(kustomize, 'build', 'kustomize/example');
    expect(inOrder(await chart())).toEqual(inOrder(built.filter(({ kind }) => kind !== 'Namespace')));
  });

  test('is taken by the API server, as is what kustomize makes', async () => {
    const { plane } = await begin();
    const variants = [
      await chart(),
      // Kinds of the Prometheus operator are not known here.
      (await chart(...ALL)).filter(({ apiVersion = '' }) => !apiVersion.startsWith('monitoring.coreos.com/')),
      await chart(
        '--set',
        `watch.namespace=${SHOP},watch.selector=a=b,finalizer=true,report=none,networkPolicy.enabled=false`,
      ),
      ...(kustomize === undefined ? [] : [await rendered(kustomize, 'build', 'kustomize/example')]),
    ];
    for (const objects of variants) await expect(apply(plane, objects, 'All')).resolves.toBeUndefined();
  });

  test('holds the alerts and the dashboard as they are', async () => {
    const objects = await chart(...ALL);
    const read = (file: string): Promise<string> => readFile(inDeploy(`monitoring/${file}`), 'utf8');
    expect(objects.find(({ kind }) => kind === 'PrometheusRule')).toMatchObject({
      spec: loadYaml(await read('alerts.yaml')),
    });
    const dashboard = objects.find(({ metadata }) => metadata?.name === 'gcepool-dashboard');
    expect(dashboard).toMatchObject({ data: { 'gcepool.json': await read('dashboard.json') } });
  });

  test('gives what it takes to serve one namespace, and nothing of others', async () => {
    const world = await begin();
    const flags = ['--set', `watch.namespace=${SHOP},finalizer=true`];
    const objects = await chart(...flags);
    await apply(
      world.plane,
      objects.filter(({ kind }) => kind?.includes('Role')),
    );
    await world.addNode('n1');
    await world.addService(30_001);
    const { replica } = await world.replica('a', { flags: ['--interval', '1', '--namespace', SHOP, '--finalizer'] });
    await world.cloud.until(() => world.cloud.servedBy(30_001).join() === 'n1');
    await replica.said('runFinished', replica.now);
    await replica.end();
    const asked = (await world.plane.audit()).filter(({ user }) => user.username.endsWith(':gcepool'));
    expect(asked.filter(({ annotations }) => annotations?.['authorization.k8s.io/decision'] !== 'allow')).toEqual([]);
    const everywhere = asked.filter(({ objectRef }) => objectRef?.namespace === undefined);
    expect(new Set(everywhere.map(({ objectRef }) => objectRef?.resource))).toEqual(new Set(['nodes']));
  });
});

/** Objects in an order of their own, without their labels and what only says which tool has made them, and with what arguments come to. */
function inOrder(objects: readonly KubernetesObject[]): readonly unknown[] {
  // A ConfigMap has this field.
  const settings = objects.find(({ kind }) => kind === 'ConfigMap') as
    | { readonly data?: Record<string, string> }
    | undefined;
  const data = settings?.data ?? {};
  const texts = objects
    .filter(({ kind }) => kind !== 'ConfigMap')
    .map(({ metadata: { labels: _labels, ...metadata } = {}, ...rest }) => ({ ...rest, metadata }))
    .map((object) => JSON.stringify(object, withoutMarks))
    .map((text) => text.replaceAll(/\$\((\w+)\)/g, (_, name: string) => data[name] ?? name));
  return texts.map((text): unknown => JSON.parse(text)).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function withoutMarks(key: string, value: unknown): unknown {
  const isMark = ['app.kubernetes.io/instance', 'app.kubernetes.io/managed-by', 'helm.sh/chart'].includes(key);
  // The default, which only one of them writes; and what has been put into arguments.
  const isElse = key === 'envFrom' || (key === 'imagePullPolicy' && value === 'IfNotPresent');
  return isMark || isElse ? undefined : sorted(value);
}

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const nameOf = (object: unknown): string => {
  // All that is deployed is an object of Kubernetes.
  const { kind, metadata } = object as KubernetesObject;
  return `${kind} ${metadata?.name}`;
};
