import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator, SimulatorOptions } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';
import { seededSnapshot } from './seeded-snapshot.ts';

const page = await readFile(new URL('../../../../docs/server.md', import.meta.url), 'utf8');
const [, example = ''] = /^```yaml title="shop.yaml"\n(.*?)^```$/ms.exec(page) ?? [];
const SHOP = '/compute/v1/projects/shop';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-seed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The file, written so that its name is known to the test. */
async function written(text: string): Promise<string> {
  const file = join(folder, 'seed.yaml');
  await writeFile(file, text);
  return file;
}

const snapshotOf = async (text: string, options: SimulatorOptions = {}) => seededSnapshot(await written(text), options);

/** What a file of YAML is refused with, without where it lies. */
const refusalOf = async (text: string): Promise<string> =>
  snapshotOf(text).then(
    () => 'nothing',
    (error: unknown) => String(error).replaceAll(`${folder}/`, ''),
  );

const get = (simulator: Simulator, path: string): unknown => simulator.handle({ method: 'GET', url: SHOP + path }).body;

test('the example of docs/server.md is there when gcepool sim serves, and after a reset again', async () => {
  const { child, ended, listening } = startedCommand(['sim', '--port', '0', '--seed-file', await written(example)]);
  const url = await listening();
  const healthOf = async (): Promise<unknown> => {
    const body = JSON.stringify({ group: 'zones/us-central1-a/instanceGroups/web' });
    const answer = await fetch(`${url}${SHOP}/global/backendServices/web/getHealth`, { method: 'POST', body });
    return answer.json();
  };
  const served = { healthStatus: [{ healthState: 'HEALTHY', port: 8080 }] };
  expect(await healthOf()).toMatchObject(served);
  await fetch(`${url}${SHOP}/global/backendServices/web`, { method: 'DELETE' });
  await fetch(`${url}${SHOP}/global/backendServices`);
  expect(await healthOf()).toMatchObject({ error: { code: 404 } });
  await fetch(`${url}/_sim/reset?project=shop`, { method: 'POST' });
  expect(await healthOf()).toMatchObject(served);
  expect(await (await fetch(`${url}/_sim/calls/counts`)).json()).toMatchObject({
    counts: { 'backendServices.delete': 1 },
  });
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, error: '' });
});

test('defaults are filled in, whatever the options of the simulator are', async () => {
  const options: SimulatorOptions = { clock: 'manual', auth: 'required', startTime: 0, operationLatencyMs: Infinity };
  const snapshot = await snapshotOf(example, options);
  const simulator = createSimulator({ snapshot });
  expect(get(simulator, '/global/healthChecks/alive')).toMatchObject({
    checkIntervalSec: 5,
    creationTimestamp: expect.stringMatching(/^1969-12-31T16:00:00/) as unknown,
  });
  expect(snapshot.pending).toEqual([]);
});

test('a file of another version of the API has what is new in it', async () => {
  const text = `
apiVersion: beta
projects:
  shop:
    global:
      networks: [{ name: n, autoCreateSubnetworks: false }]
`;
  const simulator = createSimulator({ snapshot: await snapshotOf(text) });
  expect(get(simulator, '/global/networks/n')).toMatchObject({ name: 'n' });
});

describe('what cannot be is refused with its line and field', () => {
  test.each([
    ['projects: {', /^Failure: --seed-file seed.yaml:1: Flow map/],
    ['- a', 'seed.yaml:1: must be a map'],
    ['project: {}', 'seed.yaml:1: project: a seed file has apiVersion and projects'],
    ['apiVersion: v2\nprojects: {}', 'seed.yaml:1: apiVersion: must be one of v1, beta, alpha'],
    [
      'projects:\n  p:\n    zone: {}',
      'seed.yaml:3: projects.p.zone: a project has global, regions/REGION and zones/ZONE, and requests',
    ],
    [
      'projects:\n  p:\n    global:\n      healtChecks: []',
      'seed.yaml:4: projects.p.global.healtChecks: global has no resources of that name; did you mean healthChecks?',
    ],
    [
      'projects:\n  p:\n    global:\n      instances: []',
      'seed.yaml:4: projects.p.global.instances: global has no resources of that name',
    ],
    [
      'projects:\n  p:\n    global:\n      healthChecks:\n        a: {}',
      'seed.yaml:4: projects.p.global.healthChecks: must be a list',
    ],
    [
      'projects:\n  p:\n    global:\n      healthChecks:\n        - a',
      'seed.yaml:5: projects.p.global.healthChecks[0]: must be a map',
    ],
  ])('%j', async (text, message) => {
    const refusal = await refusalOf(text);
    expect(refusal).toMatch(message instanceof RegExp ? message : `--seed-file ${message}`);
  });

  test('by an operation that fails', async () => {
    const address = 'address: 10.128.0.7, addressType: INTERNAL, subnetwork: regions/us-central1/subnetworks/default';
    const text = `
projects:
  shop:
    regions/us-central1:
      addresses:
        - { name: a, ${address} }
        - { name: b, ${address} }
`;
    expect(await refusalOf(text)).toMatch(/seed.yaml:7: projects.shop.regions\/us-central1.addresses\[1\].*10.128.0.7/);
  });

  test('by the simulator, as any client is', async () => {
    const text = `
projects:
  shop:
    global:
      healthChecks:
        - name: alive
          type: TCP
          chekIntervalSec: 5
      backendServices:
        - name: web
          protocol: HTP
        - name: api
          healthChecks:
            - global/healthChecks/none
        - name: Web
    requests:
      - zones/us-central1-a/instanceGroups/web/addInstances: { instances: [] }
`;
    expect((await refusalOf(text)).split('\n')).toEqual([
      expect.stringMatching(
        /^Failure: --seed-file seed.yaml:8: projects.shop.global.healthChecks\[0\].chekIntervalSec: .*Unknown name/,
      ),
      expect.stringMatching(/^seed.yaml:11: projects.shop.global.backendServices\[0\].protocol: .*Must be one of: /),
      expect.stringMatching(
        /^seed.yaml:14: projects.shop.global.backendServices\[1\].healthChecks\[0\]: .* was not found$/,
      ),
      expect.stringMatching(
        /^seed.yaml:15: projects.shop.global.backendServices\[2\].name: Invalid value for field 'resource.name'/,
      ),
    ]);
  });

  test('also what is asked when all resources are there', async () => {
    const text = `
projects:
  shop:
    requests:
      - zones/us-central1-a/instanceGroups/web/addInstances:
          instances: []
`;
    expect(await refusalOf(text)).toMatch(
      /^Failure: --seed-file seed.yaml:5: projects.shop.requests\[0\].zones\/us-central1-a\/instanceGroups\/web\/addInstances: .*was not found/,
    );
  });
});
