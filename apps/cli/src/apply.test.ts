import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { SimulatorServer } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulatedProject } from './cloud/choose-cloud.ts';
import { insertNodes } from './cloud/insert-nodes.ts';
import { parseNodes } from './kubernetes/nodes.ts';
import { ranCommand } from './ran-command.test-support.ts';

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const zones = ['--zones', 'us-central1-a,us-central1-b,us-central1-c'];
const shop = ['--from', example('shop.yaml'), '--nodes', example('nodes.json'), ...zones];
const changedShop = ['--from', example('shop-changed.yaml'), '--nodes', example('nodes.json'), ...zones];

let simulator: Simulator;
let server: SimulatorServer;
let directory: string;
let place: readonly string[];
let saved: string;

beforeEach(async () => {
  simulator = createSimulator();
  const text = await readFile(example('nodes.json'), 'utf8');
  insertNodes(simulator, simulatedProject, parseNodes({ name: 'nodes.json', text }).nodes);
  server = await listen(simulator);
  directory = await mkdtemp(join(tmpdir(), 'gcepool-apply-'));
  place = ['--endpoint', server.url, '--cluster', 'shop'];
  saved = join(directory, 'plan.json');
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function run(...argv: readonly string[]) {
  const { remarks, ...ran } = await ranCommand(argv);
  return { ...ran, remarks: remarks.join('\n') };
}

test('a plan that was saved is carried out as it is, with what it was made with', async () => {
  const planned = await run('plan', ...shop, ...place, '--out', saved);
  expect(planned.out).toContain('26 changes planned');
  const applied = await run('apply', saved);
  expect(applied.remarks).not.toContain('failed');
  expect(applied).toMatchObject({ code: 0, out: expect.stringMatching(/26 of 26 changes made/) });
  expect((await run('plan', ...shop, ...place, '--gc')).out).toContain('nothing to do');

  await run('plan', ...changedShop, ...place, '--gc', '--healthy-within', 'none', '--out', saved);
  const json = await run('apply', saved, '--output', 'json');
  expect(JSON.parse(json.out)).toMatchObject({ command: 'apply', cluster: 'shop', changes: { failed: 0, skipped: 0 } });
  expect((await run('plan', ...changedShop, ...place, '--gc')).out).toContain('nothing to do');
});

test('it is refused, and nothing is done, where the cloud has changed since', async () => {
  await run('plan', ...shop, ...place, '--out', saved);
  await run('sync', ...shop, ...place);
  const before = JSON.stringify(simulator.snapshot().resources);
  const { code, out, remarks } = await run('apply', saved);
  expect({ code, remarks }).toEqual({
    code: 1,
    remarks: expect.stringMatching(/nothing was done: since the plan was made, .* changed; plan again/),
  });
  expect(out).not.toContain('changes made');
  expect(JSON.stringify(simulator.snapshot().resources)).toBe(before);
});

test('members of groups that others changed meanwhile are left alone', async () => {
  await run('sync', '--from', example('shop.yaml'), ...zones, ...place);
  expect((await run('plan', ...shop, ...place, '--out', saved)).out).toContain('addInstances');
  await run('sync', ...shop, ...place);
  const { code, remarks } = await run('apply', saved);
  expect({ code, remarks }).toEqual({
    code: 1,
    remarks: 'nothing was done: since the plan was made, the members of instance groups changed. Plan again',
  });
});

test('so it is where a backend service was changed by hand, members aside', async () => {
  const services = ['--from', example('shop.yaml'), ...zones];
  await run('sync', ...services, ...place);
  await run('plan', '--from', example('shop-changed.yaml'), ...zones, ...place, '--gc', '--out', saved);
  const url = `/compute/v1/projects/${simulatedProject}/global/backendServices/k8s-be-30085--shop`;
  simulator.handle({ method: 'PATCH', url, body: { timeoutSec: 77 } });
  const { code, out, remarks } = await run('apply', saved);
  expect(code).toBe(1);
  expect(remarks).toMatch(
    /^apply: nothing was done: since the plan was made, .*k8s-be-30085--shop.* changed; plan again/,
  );
  expect(out).toContain('nothing was changed');
});

test.each([
  ['{"format":"other"}', 'is no plan of the form gcepool/saved-plan/1'],
  ['no JSON', 'is no plan of the form gcepool/saved-plan/1'],
])('%s is no plan', async (text, message) => {
  await writeFile(saved, text);
  expect(await run('apply', saved)).toMatchObject({ code: 2, remarks: expect.stringContaining(message) });
});

test('plan --exit-code tells changes from none', async () => {
  expect((await run('plan', ...shop, ...place, '--exit-code')).code).toBe(2);
  expect((await run('plan', ...shop, ...place)).code).toBe(0);
  await run('sync', ...shop, ...place);
  expect((await run('plan', ...shop, ...place, '--exit-code')).code).toBe(0);
});
