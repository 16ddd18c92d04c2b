import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { SimulatorServer } from '@gcepool/sim/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { ranCommand } from './ran-command.test-support.ts';

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const shop = ['--from', example('shop.yaml')];
const changedShop = ['--from', example('shop-changed.yaml')];
const zones = ['--zones', 'us-central1-a'];

let simulator: Simulator;
let server: SimulatorServer;
let place: readonly string[];

beforeEach(async () => {
  simulator = createSimulator();
  server = await listen(simulator);
  place = ['--endpoint', server.url, '--cluster', 'shop'];
});
afterEach(() => server.close());

const run = (...argv: readonly string[]) => ranCommand([...argv, ...place]);

async function runForJson(...argv: readonly string[]) {
  const { code, out, remarks } = await run(...argv, '--output', 'json');
  // Every command prints one document.
  return { code, document: JSON.parse(out) as { readonly steps: readonly object[] }, remarks };
}

/** All there is, operations aside. */
const resources = (): readonly unknown[] =>
  simulator.snapshot().resources.filter(([path]) => !path.includes('/operations/'));

const send = (method: string, path: string, body: object): void => {
  simulator.handle({ method, url: `/compute/v1/projects/${simulatedProject}/${path}`, body });
};

test('reconcile is sync and gc in one, with one look at the cloud', async () => {
  const first = await run('reconcile', ...shop, ...zones);
  expect(first.code).toBe(0);
  expect(first.out).toContain('21 of 21 changes made');
  const second = await runForJson('reconcile', ...changedShop, ...zones);
  expect(second.document.steps).toContainEqual(
    expect.objectContaining({ outcome: 'done', verb: 'delete', resource: 'global/backendServices/k8s-be-30085--shop' }),
  );
  // One for the zones and three for the rest.
  await expect(runForJson('reconcile', ...changedShop, ...zones)).resolves.toMatchObject({
    document: { steps: [], apiCalls: 4 },
  });
});

describe('a dry run shows what would be done, and does nothing', () => {
  test.each<[string, readonly string[], number]>([
    ['sync', [...changedShop, ...zones, '--gc'], 8],
    ['reconcile', [...changedShop, ...zones], 8],
    ['gc', changedShop, 2],
    ['delete', ['30080', '30081'], 4],
    ['shutdown', [], 21],
    ['run', [...changedShop, ...zones], 8],
    ['plan', [...changedShop, ...zones, '--gc'], 8],
  ])('%s', async (command, flags, count) => {
    await run('sync', ...shop, ...zones);
    const before = resources();
    const { code, document } = await runForJson(command, ...flags, '--dry-run');
    expect(code).toBe(0);
    expect(document).toMatchObject({ command, dryRun: true, problems: [] });
    expect(document.steps).toHaveLength(count);
    expect(resources()).toEqual(before);
  });

  test('a port that is not there is said to be none', async () => {
    const { code, out, remarks } = await run('delete', '31000', '--dry-run');
    expect(code).toBe(0);
    expect(remarks).toEqual(['nodePort 31000: there is no k8s-be-31000--shop, so there was nothing to delete']);
    expect(out).toContain('nothing to do');
  });
});

describe('more than may go at once', () => {
  const backends = async (): Promise<number> => {
    const { document } = await runForJson('list');
    return 'backends' in document && Array.isArray(document.backends) ? document.backends.length : Number.NaN;
  };

  test.each([
    [['--max-delete', '0'], '1 ports would go, and no more than 0 may at once'],
    [['--max-delete-percent', '5'], '1 of 10 ports would go, and no more than 5 % may at once'],
  ])('%j: nothing is deleted, which is a failure with a way out', async (cap, reason) => {
    await run('sync', ...shop, ...zones);
    for (const [dry, said] of [
      [[], 'nothing was changed ('] as const,
      [['--dry-run'], 'nothing to do: see below'] as const,
    ]) {
      const { code, out, remarks } = await run('gc', ...changedShop, ...cap, ...dry);
      expect(code).toBe(1);
      expect(out).toContain(said);
      expect(remarks.slice(-1)).toEqual([
        `gc: nothing was deleted: ${reason}; if that is what you want, use --force, or raise --max-delete and --max-delete-percent`,
      ]);
    }
    await expect(backends()).resolves.toBe(10);
    const reconciled = await run('reconcile', ...changedShop, ...zones, ...cap);
    expect(reconciled.code).toBe(1);
    // The new one is served all the same.
    await expect(backends()).resolves.toBe(11);
    expect((await run('gc', ...changedShop, ...cap, '--force')).code).toBe(0);
    await expect(backends()).resolves.toBe(10);
  });
});

test('what bears no mark is taken over, or left and told of', async () => {
  send('POST', 'global/healthChecks', {
    name: 'k8s-be-30080--shop',
    type: 'HTTP',
    httpHealthCheck: { port: 30_080, requestPath: '/mine' },
  });
  const never = await run('sync', ...shop, ...zones, '--adopt', 'never');
  expect(never.code).toBe(1);
  expect(never.out).toContain('19 of 19 changes made');
  expect(never.remarks.join()).toMatch(/k8s-be-30080--shop is not of this pool: .* adopt is 'never'/);
  const adopted = await runForJson('sync', ...shop, ...zones);
  expect(adopted).toMatchObject({
    code: 0,
    document: { steps: [{ verb: 'setNamedPorts' }, { verb: 'update' }, { verb: 'create' }] },
  });
});

test('status: healthy of total, and why not', async () => {
  await run('sync', ...shop, ...zones);
  const { out } = await run('status', '30080');
  expect(out).toMatch(/30080 +shop\/storefront:http +HTTP +0\/0 +no members/);
  expect(out).toContain('30080 in us-central1-a: the group has no members');
  const { document } = await runForJson('status', '30080');
  expect(document).toMatchObject({
    backends: [{ healthy: 0, total: 0, groups: [{ why: expect.arrayContaining(['the group has no members']) }] }],
  });
});

test('what is in use is no change made, and what uses it is named', async () => {
  await run('sync', ...shop, ...zones);
  send('POST', 'global/urlMaps', { name: 'site', defaultService: 'global/backendServices/k8s-be-30085--shop' });
  const { code, out, remarks } = await run('gc', ...changedShop);
  expect(code).toBe(0);
  expect(remarks.every((line) => /^(?:note|passed over): /.test(line))).toBe(true);
  expect(out).toMatch(/inUse +delete +backendServices\/k8s-be-30085--shop +stays, for global\/urlMaps\/site uses it$/m);
  expect(out).toMatch(
    /inUse +delete +healthChecks\/k8s-be-30085--shop +stays with backendServices\/k8s-be-30085--shop$/m,
  );
  expect(out).toMatch(/\n0 of 2 changes made, 2 in use \(\d+ API calls\)$/);
  expect((await runForJson('gc', ...changedShop)).document).toMatchObject({
    changes: { planned: 2, made: 0, inUse: 2, failed: 0 },
    steps: [{ outcome: 'inUse', refusal: expect.stringContaining('urlMaps/site') }, {}],
  });
});

test('a status of one that is not there and others that are says both', async () => {
  await run('sync', ...shop, ...zones);
  const some = await run('status', '30080', '31111');
  expect(some.code).toBe(1);
  expect(some.out).toMatch(/^30080 /m);
  expect(some.remarks.join()).toMatch(
    /k8s-be-31111--shop for nodePort 31111; this cluster has 30080, .* and 5 more; see/,
  );
  const none = await run('status', '31111');
  expect(none.out).not.toContain('no backends of this cluster');
  await run('shutdown', '--yes');
  expect((await run('status', '31111')).remarks.join()).toContain(
    'this cluster has no backends at all; check --cluster',
  );
  expect((await run('status')).out).toContain('no backends of this cluster');
});

test('with no patience a failure of the cloud is final', async () => {
  simulator.faults.add({ method: 'backendServices.list', fault: { error: { code: 503 } } });
  expect((await run('list', '--patience', '0')).code).toBe(1);
  expect(simulator.faults.list()).toMatchObject([{ met: 1 }]);
});
