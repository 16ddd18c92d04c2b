import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startedCommand } from '../started-command.test-support.ts';
import { readIamFile } from './iam-file.ts';

const page = await readFile(new URL('../../../../docs/permissions.md', import.meta.url), 'utf8');
const [, example = ''] = /^```yaml title="iam.yaml"\n(.*?)^```$/ms.exec(page) ?? [];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-iam-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(text: string): Promise<string> {
  const file = join(folder, 'iam.yaml');
  await writeFile(file, text);
  return file;
}

test('the example of docs/permissions.md is enforced by gcepool sim', async () => {
  const { child, ended, listening } = startedCommand(['sim', '--port', '0', '--iam', await written(example)]);
  const url = await listening();
  const statusOf = async (token: string, path: string, method = 'GET'): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const request = { method, headers, ...(method === 'GET' ? {} : { body: '{"name":"n"}' }) };
    return (await fetch(`${url}/compute/v1/projects/gcepool-sim/${path}`, request)).status;
  };
  expect(await statusOf('token-of-alice', 'zones')).toBe(200);
  expect(await statusOf('token-of-alice', 'global/networks')).toBe(403);
  expect(await statusOf('gcepool-simulator-token', 'global/networks')).toBe(200);
  expect(await statusOf('gcepool-simulator-token', 'global/networks', 'POST')).toBe(403);
  expect(await statusOf('another', 'zones')).toBe(401);
  const ask = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${url}/_sim/iam/${path}`, init)).json();
  const bob = 'user:bob@example.com';
  const { token } = (await ask('token', { method: 'POST', body: JSON.stringify({ principal: bob }) })) as {
    token: string;
  };
  expect(await statusOf(token, 'zones')).toBe(403);
  const policy = { bindings: [{ role: 'roles/viewer', members: [bob] }] };
  await ask('policy', { method: 'PUT', body: JSON.stringify({ resource: 'projects/gcepool-sim', policy }) });
  expect(await statusOf(token, 'zones')).toBe(200);
  expect(await ask('policy?resource=projects/gcepool-sim')).toMatchObject(policy);
  expect(await ask(`permits?principal=${bob}&permission=compute.zones.list&resource=projects/gcepool-sim`)).toEqual({
    permits: true,
  });
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, error: '' });
});

test.each([
  ['tokens: {t: alice}', /--iam .*iam\.yaml: iam\.tokens: each must be 'user:EMAIL'/],
  ['policy: {}', /has no field 'policy'; it knows tokens, groups, roles, policies, ancestors/],
  ['tokens: [', /--iam .*iam\.yaml: Flow sequence/],
])('%s is refused with its file and field', async (text, message) => {
  await expect(readIamFile(await written(text))).rejects.toThrow(message);
});

test('a file that is not there is refused by its name', async () => {
  await expect(readIamFile(join(folder, 'none.yaml'))).rejects.toThrow(
    /--iam .*none\.yaml: cannot be read: there is no such file/,
  );
});
