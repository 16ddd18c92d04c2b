import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { callLine } from '../commands/call-line.ts';
import { ranCommand } from '../ran-command.test-support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

const DISK = { name: 'd', sourceSnapshot: 'global/snapshots/s' };
const URL = '/compute/v1/projects/shop/zones/us-central1-a/disks';

async function told(...flags: readonly string[]): Promise<string> {
  const { code, out, remarks } = await ranCommand(['permissions', ...flags]);
  return code === 0 ? out : `${code} ${remarks.join(' ')}`;
}

async function written(lines: readonly object[]): Promise<string> {
  const file = join(folder, 'log.jsonl');
  await writeFile(
    file,
    `listening on http://127.0.0.1:4080\n${lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`,
  );
  return file;
}

test('of a running simulator, as a list, as roles, and compared with one', async () => {
  const simulator = createSimulator();
  simulator.handle({ method: 'POST', url: URL, body: DISK, headers: { 'x-gcepool-user': 'a@b.c' } });
  simulator.handle({ method: 'GET', url: '/compute/v1/projects/shop/zones' });
  const server = await listen(simulator);
  onTestFinished(() => server.close());
  const list = await told('--from-log', server.url);
  expect(list).toMatch(
    /^compute\.disks\.create\ncompute\.snapshots\.useReadOnly\ncompute\.zones\.list\n\npredefined roles/,
  );
  expect(await told('--from-log', `${server.url}/`, '--user', 'a@b.c')).not.toContain('compute.zones.list');
  expect(await told('--from-log', server.url, '--role', 'roles/compute.viewer')).toContain(
    '  + compute.disks.create is missing',
  );
  expect(parse(await told('--from-log', server.url, '--format', 'yaml'))).toMatchObject({
    includedPermissions: ['compute.disks.create', 'compute.snapshots.useReadOnly', 'compute.zones.list'],
  });
  expect(JSON.parse(await told('--from-log', server.url, '--format', 'json'))).toMatchObject({
    command: 'permissions',
    predefined: { isLeast: true },
  });
  expect(await told('--from-log', server.url, '--role', 'roles/x')).toMatch(
    /^1 .*answered 400: roles must be predefined/,
  );
});

test('of what record wrote, bodies and all', async () => {
  const file = await written([
    { method: 'POST', url: `https://compute.googleapis.com${URL}`, requestBody: DISK, status: 200 },
    {
      method: 'GET',
      url: 'https://compute.googleapis.com/compute/v1/projects/shop/zones',
      requestBody: null,
      status: 200,
    },
  ]);
  expect(await told('--from-log', file)).toMatch(
    /^compute\.disks\.create\ncompute\.snapshots\.useReadOnly\ncompute\.zones\.list\n/,
  );
});

test('of what sim --log json printed, which has no bodies, and says so', async () => {
  const simulator = createSimulator();
  simulator.handle({ method: 'POST', url: URL, body: DISK });
  const file = await written(
    simulator.calls.list().map((call): object => JSON.parse(callLine(call, 'json')) as object),
  );
  const list = await told('--from-log', file);
  expect(list).toMatch(/^compute\.disks\.create\n\n/);
  expect(list).toContain('what the bodies of 1 calls referred to is not known');
});

test('and refuses what makes no sense', async () => {
  expect(await told('--user', 'a@b.c')).toMatch(/^2 .*--user is of the calls of a log: name it with --from-log/);
  expect(await told('sync', '--from-log', 'x')).toMatch(/^2 .*leave out sync/);
  expect(await told('--from-log', join(folder, 'none'))).toMatch(/^2 .*cannot be read/);
  await writeFile(join(folder, 'broken'), '{"a":');
  expect(await told('--from-log', join(folder, 'broken'))).toMatch(/^2 .*line 1 is no JSON/);
  expect(await told('pool')).toBe(await told());
});
