import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { SimulatorServer } from '@gcepool/sim/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { insertNodes } from './cloud/insert-nodes.ts';
import { ranCommand } from './ran-command.test-support.ts';

let directory: string;
let simulator: Simulator;
let server: SimulatorServer;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gcepool-input-'));
  simulator = createSimulator();
  server = await listen(simulator);
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const zones = ['--zones', 'us-central1-a'];

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(directory, name), text);
  return join(directory, name);
}

const run = (...argv: readonly string[]) => ranCommand([...argv, '--endpoint', server.url, '--cluster', '']);

const service = (name: string, nodePort: number | string, metadata = ''): string =>
  `kind: Service\nmetadata: {name: ${name}${metadata}}\nspec: {type: NodePort, ports: [{name: http, port: 80, nodePort: ${nodePort}}]}\n`;
const manifest = (...documents: readonly string[]): string => documents.join('---\n');

/** The nodePorts that there are backend services for. */
const served = (): string[] =>
  simulator
    .snapshot()
    .resources.flatMap(([path]) => /backendServices\/k8s-be-(\d+)$/.exec(path)?.[1] ?? [])
    .toSorted();

const members = (zone: string): unknown => {
  const url = `/compute/v1/projects/${simulatedProject}/zones/${zone}/instanceGroups/k8s-ig/listInstances`;
  const { body } = simulator.handle({ method: 'POST', url, body: {} });
  // The list's schema, of the API.
  const { items = [] } = body as { readonly items?: readonly { readonly instance: string }[] };
  return items.map(({ instance }) => instance.replace(/.*\//, ''));
};

describe('a bad item keeps nothing else from being done, and loses nothing', () => {
  const good = manifest(service('a', 30_001), service('b', 30_002), service('c', 30_003));
  const malformed = service('b', 30_002, ', annotations: {cloud.google.com/app-protocols: HTTPS}');
  beforeEach(async () => {
    await run('sync', '--from', await file('all.yaml', good), ...zones);
  });

  test.each([
    ['reconcile', []],
    ['sync', ['--gc']],
  ])('%s: a service whose ports are known keeps them, and others go', async (command, flags) => {
    const from = await file('bad.yaml', manifest(malformed, service('d', 30_004)));
    const { code, remarks } = await run(command, '--from', from, ...zones, ...flags, '--force');
    expect(code).toBe(1);
    expect(remarks.at(-1)).toMatch(
      /service default\/b: annotation .* is not a JSON object .*; nodePort 30002 stays as it is$/,
    );
    expect(served()).toEqual(['30002', '30004']);
  });

  test.each([
    ['reconcile', [...zones]],
    ['sync', ['--gc', ...zones]],
  ])('%s: where its ports cannot be known nothing is deleted, by force neither', async (command, flags) => {
    const from = await file('bad.yaml', manifest('kind: Service\n  x: y: z\n', service('d', 30_004)));
    const { code, remarks } = await run(command, '--from', from, ...flags, '--force');
    expect(code).toBe(1);
    expect(remarks.at(-1)).toMatch(
      /bad\.yaml document 1 \(line 1\): is neither YAML nor JSON: .*; it may stand for any port, so nothing is deleted in this run$/,
    );
    expect(served()).toEqual(['30001', '30002', '30003', '30004']);
  });

  test('gc deletes nothing, and tells which ports would have gone', async () => {
    const from = await file('bad.yaml', manifest(service('{{ .Values.name }}', 30_009), service('a', 30_001)));
    const { code, out, remarks } = await run('gc', '--from', from);
    expect(code).toBe(1);
    expect(out).toMatch(/left: nodePort 30002 is not among the ports that were given, and stays/);
    expect(remarks.at(-1)).toContain('is a Helm template (line 2: {{ .Values.name }})');
    expect(served()).toEqual(['30001', '30002', '30003']);
  });

  test('a plan shows what would be done, and fails for what could not be used', async () => {
    const from = await file('bad.yaml', manifest(malformed, service('d', 30_004)));
    const { code, out, remarks } = await run('plan', '--gc', '--force', '--from', from, ...zones, '--output', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      refused: [{ nodePorts: [30_002] }],
      problems: [expect.stringContaining('nodePort 30002 stays as it is')],
    });
    expect(out).not.toContain('backendServices/k8s-be-30002');
    expect(remarks).toEqual([expect.stringMatching(/^plan: .*nodePort 30002 stays as it is$/)]);
  });

  test('--strict refuses all', async () => {
    const from = await file('bad.yaml', manifest(malformed, service('d', 30_004)));
    const { code, remarks } = await run('reconcile', '--strict', '--from', from, ...zones);
    expect(code).toBe(2);
    expect(remarks).toEqual([expect.stringMatching(/^--strict: .*service default\/b: annotation /)]);
    expect(served()).toEqual(['30001', '30002', '30003']);
  });

  test('--select says which services are the pool’s', async () => {
    const { code } = await run(
      'reconcile',
      '--from',
      join(directory, 'all.yaml'),
      ...zones,
      '--select',
      'metadata.name in (a,b)',
    );
    expect(code).toBe(0);
    expect(served()).toEqual(['30001', '30002']);
  });
});

describe('health checks and settings', () => {
  const settled = {
    kind: 'BackendConfig',
    metadata: { name: 'web' },
    spec: {
      timeoutSec: 40,
      connectionDraining: { drainingTimeoutSec: 60 },
      sessionAffinity: { affinityType: 'GENERATED_COOKIE', affinityCookieTtlSec: 50 },
      logging: { enable: true, sampleRate: 0.5 },
      securityPolicy: { name: 'armour' },
      cdn: { enabled: true, cachePolicy: { includeHost: true }, signedUrlCacheMaxAgeSec: 9 },
      healthCheck: { healthyThreshold: 2, port: 15_020 },
    },
  };
  const web = {
    kind: 'Service',
    metadata: { name: 'web', annotations: { 'cloud.google.com/backend-config': '{"default":"web"}' } },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080, nodePort: 30_001 }] },
  };
  const pod = {
    kind: 'Pod',
    metadata: { name: 'web-1', labels: { app: 'web' } },
    spec: {
      containers: [
        {
          ports: [{ containerPort: 8080 }],
          readinessProbe: { httpGet: { path: 'ready', port: 8080 }, periodSeconds: 5, timeoutSeconds: 2 },
        },
      ],
    },
  };
  const get = (path: string): unknown =>
    simulator.handle({ method: 'GET', url: `/compute/v1/projects/${simulatedProject}/${path}` }).body;

  test('Pool.Create, backendsForIGs and DefaultHealthCheck: what ingress-gce makes, but for the marks and logConfig', async () => {
    const from = await file('plain.yaml', service('web', 30_001));
    await run('reconcile', '--from', from, ...zones);
    const backendService = get('global/backendServices/k8s-be-30001');
    expect(backendService).toMatchObject({
      protocol: 'HTTP',
      port: 30_001,
      portName: 'port30001',
      backends: [
        {
          group: expect.stringMatching(/zones\/us-central1-a\/instanceGroups\/k8s-ig$/),
          balancingMode: 'RATE',
          maxRatePerInstance: 1,
        },
      ],
      healthChecks: [expect.stringMatching(/global\/healthChecks\/k8s-be-30001$/)],
      description: expect.stringContaining(
        '"kubernetes.io/service-name":"default/web","kubernetes.io/service-port":"http"',
      ),
    });
    expect(backendService).not.toMatchObject({ logConfig: { enable: true } });
    expect(get('global/healthChecks/k8s-be-30001')).toMatchObject({
      type: 'HTTP',
      checkIntervalSec: 60,
      timeoutSec: 60,
      healthyThreshold: 1,
      unhealthyThreshold: 10,
      httpHealthCheck: { port: 30_001, requestPath: '/' },
      description: expect.stringContaining('Default kubernetes L7 Loadbalancing health check.'),
    });
  });

  test('mergeUserSettings: a probe that comes later changes no health check, unless it is enforced', async () => {
    const lines = (...objects: readonly object[]): string => objects.map((object) => JSON.stringify(object)).join('\n');
    await run('reconcile', '--from', await file('a.json', lines(web, { ...settled, spec: {} })), ...zones);
    const from = await file('b.json', lines(web, pod));
    expect((await run('reconcile', '--from', from, ...zones)).out).toContain('nothing to do');
    await run('reconcile', '--from', from, ...zones, '--health-checks', 'enforce');
    expect(get('global/healthChecks/k8s-be-30001')).toMatchObject({
      checkIntervalSec: 65,
      httpHealthCheck: { requestPath: '/ready' },
    });
  });

  test('ApplyProbeSettingsToHC, then UpdateFromBackendConfig: both reach the cloud, and a second run finds them there', async () => {
    simulator.handle({
      method: 'POST',
      url: `/compute/v1/projects/${simulatedProject}/global/securityPolicies`,
      body: { name: 'armour' },
    });
    const from = await file('all.json', [web, pod, settled].map((object) => JSON.stringify(object)).join('\n'));
    const { code, remarks } = await run('reconcile', '--from', from, ...zones);
    expect({ code, remarks }).toEqual({ code: 0, remarks: [] });
    expect(get('global/healthChecks/k8s-be-30001')).toMatchObject({
      checkIntervalSec: 65,
      timeoutSec: 2,
      healthyThreshold: 2,
      unhealthyThreshold: 10,
      httpHealthCheck: { port: 15_020, requestPath: '/ready' },
    });
    expect(get('global/backendServices/k8s-be-30001')).toMatchObject({
      timeoutSec: 40,
      connectionDraining: { drainingTimeoutSec: 60 },
      sessionAffinity: 'GENERATED_COOKIE',
      affinityCookieTtlSec: 50,
      logConfig: { enable: true, sampleRate: 0.5 },
      securityPolicy: expect.stringMatching(/securityPolicies\/armour$/),
      enableCDN: true,
      cdnPolicy: { cacheKeyPolicy: { includeHost: true }, signedUrlCacheMaxAgeSec: '9' },
    });
    expect((await run('reconcile', '--from', from, ...zones)).out).toContain('nothing to do');
  });
});

describe('nodes', () => {
  const node = (name: string, zone: string, rest = ''): string =>
    `kind: Node\nmetadata: {name: ${name}}\nspec: {providerID: gce://p/${zone}/${name}}\nstatus: {conditions: [{type: Ready, status: ${rest || '"True"'}}]}\n`;

  /** A group with the first two of three instances, and the file of its services. */
  async function withTwoOfThree(): Promise<string> {
    insertNodes(
      simulator,
      simulatedProject,
      ['n1', 'n2', 'n3'].map((name) => ({ name, zone: 'us-central1-a' })),
    );
    const from = await file('all.yaml', service('a', 30_001));
    const nodes = await file('nodes.yaml', manifest(node('n1', 'us-central1-a'), node('n2', 'us-central1-a')));
    await run('sync', '--from', from, '--nodes', nodes);
    return from;
  }

  test('without --zones, the zones are those of the nodes', async () => {
    insertNodes(simulator, simulatedProject, [
      { name: 'n1', zone: 'us-central1-a' },
      { name: 'n2', zone: 'us-central1-b' },
    ]);
    const from = await file('all.yaml', service('a', 30_001));
    const nodes = await file('nodes.yaml', manifest(node('n1', 'us-central1-a'), node('n2', 'us-central1-b')));
    const { code, out } = await run('sync', '--from', from, '--nodes', nodes, '--output', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ zones: ['us-central1-a', 'us-central1-b'] });
    expect([members('us-central1-a'), members('us-central1-b')]).toEqual([['n1'], ['n2']]);
  });

  test('among the services are told, for members are left alone', async () => {
    const from = await file('all.yaml', manifest(service('a', 30_001), node('n1', 'us-central1-a')));
    const { remarks } = await run('sync', '--from', from, ...zones);
    expect(remarks).toEqual(['passed over: 1 nodes in --from are read where --nodes names their file']);
  });

  test('among the services say which zones there are, where nobody else does', async () => {
    const nodes = [node('n1', 'us-central1-a'), node('n2', 'us-central1-b'), node('n3', 'us-central1-b', 'Unknown')];
    const from = await file('all.yaml', manifest(service('a', 30_001), ...nodes));
    const { code, out, remarks } = await run('sync', '--from', from, '--output', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ zones: ['us-central1-a', 'us-central1-b'] });
    expect(members('us-central1-a')).toEqual([]);
    expect(remarks).toEqual([
      'passed over: 3 nodes in --from say which zones there are; members of groups follow them where --nodes names their file',
    ]);
  });

  test('none of which has a zone say no zones', async () => {
    const from = await file('all.yaml', service('a', 30_001));
    const nodes = await file('nodes.yaml', 'kind: Node\nmetadata: {name: n1}\n');
    const { code, remarks } = await run('sync', '--from', from, '--nodes', nodes);
    expect(code).toBe(2);
    expect(remarks.at(-1)).toMatch(
      /^--nodes .*nodes\.yaml: no node has a zone; name the zones of the cluster with --zones$/,
    );
  });

  test.each(['sync', 'reconcile'])('%s: one that cannot be read makes no other leave', async (command) => {
    const from = await withTwoOfThree();
    const broken = manifest(node('n1', 'us-central1-a'), 'kind: Node\n  name: x: y\n', node('n3', 'us-central1-a'));
    const { code, remarks } = await run(command, '--from', from, '--nodes', await file('broken.yaml', broken));
    expect(code).toBe(1);
    expect(remarks.at(-1)).toMatch(
      /broken\.yaml document 2 \(line 6\): .*; it may be any node, so no node leaves its group in this run$/,
    );
    expect(members('us-central1-a')).toEqual(['n1', 'n2', 'n3']);
  });

  test('candidateNodesPredicate and KEP-3458: a member that is not Ready stays, and no other such node joins', async () => {
    const from = await withTwoOfThree();
    const lost = ['n2', 'n3'].map((name) => node(name, 'us-central1-a', 'Unknown'));
    const after = await file('lost.yaml', manifest(node('n1', 'us-central1-a'), ...lost));
    const { code, remarks } = await run('reconcile', '--from', from, '--nodes', after);
    expect(code).toBe(0);
    expect(remarks).toEqual(['note: node n2 and node n3: each is not Ready: it joins no group, and leaves none']);
    expect(members('us-central1-a')).toEqual(['n1', 'n2']);
  });
});
