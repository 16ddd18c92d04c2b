import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { openData } from '@gcepool/sim/persistence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (...args: readonly string[]): Promise<string> => {
  const { code, out, remarks } = await ranCommand(args);
  return `${code} ${[out, ...remarks].join('\n')}`;
};
const url = '/compute/v1/projects/wonderland/global/networks';

test('what a running simulator was asked is written down without its names, and replayed', async () => {
  const simulator = createSimulator();
  for (const name of ['rabbit', 'hatter', 'rabbit']) simulator.handle({ method: 'POST', url, body: { name } });
  simulator.handle({ method: 'GET', url: `${url}/rabbit` });
  const server = await listen(simulator, { adminToken: 'of the queen' });
  const out = join(folder, 'one.json');
  const asked = ['report', '--url', server.url, '--out', out];
  expect(await run(...asked)).toMatch(/^1 .*answered 401/s);
  expect(await run(...asked, '--admin-token', 'of the queen')).toMatch(
    /^0 .*one\.json: 4 calls, with stand-ins .*\nplayed anew, every call is answered as it was$/,
  );
  expect(await run(...asked, '--admin-token', 'of the queen')).toMatch(/^2 .*--out .*is there already; name another/s);
  await server.close();
  expect(await run(...asked)).toMatch(/^1 .*no simulator runs at http/s);
  const text = await readFile(out, 'utf8');
  expect(text).not.toMatch(/wonderland|rabbit|hatter|queen/);
  expect(text.split('\n').filter((line) => line.includes('"networks.insert"'))).toHaveLength(3);
  expect(await run('replay', out)).toMatch(
    /^0 made by @gcepool\/sim \d.*\nclock instant; .*\nreproduced: 4 calls, all answered as in the report$/s,
  );
  const changed = join(folder, 'changed.json');
  await writeFile(changed, text.replace('"reason":"alreadyExists"', '"reason":"notFound"'));
  expect(await run('replay', changed)).toMatch(
    /^1 .*call 3: POST \S+\n {2}in the report {2}409 notFound\n {2}here +409 alreadyExists: .*1 of 4 calls are answered otherwise, call 3 first/s,
  );
});

test('what permissions refused of a server is told, and not compared', async () => {
  const simulator = createSimulator({ iam: { tokens: { alice: 'user:alice@wonderland.example' }, policies: {} } });
  const headers = { authorization: 'Bearer alice' };
  simulator.handle({ method: 'POST', url, headers, body: { name: 'rabbit' } });
  simulator.iam.setPolicy('projects/wonderland', {
    bindings: [{ role: 'roles/compute.admin', members: ['user:alice@wonderland.example'] }],
  });
  for (const name of ['rabbit', 'rabbit']) simulator.handle({ method: 'POST', url, headers, body: { name } });
  const server = await listen(simulator);
  const out = join(folder, 'permitted.json');
  expect(await run('report', '--url', server.url, '--out', out)).toMatch(/^0 .*3 calls.*answered as it was$/s);
  await server.close();
  expect(await readFile(out, 'utf8')).not.toMatch(/wonderland|rabbit|alice/);
  expect(await run('replay', out)).toMatch(/^0 .*\n1 calls are not compared: .*\nreproduced: 3 calls/s);
});

test('a compressed report of what is kept in a folder is replayed too, and the folder stays as it is', async () => {
  const data = join(folder, 'data');
  const opened = await openData(data);
  const simulator = createSimulator({ store: opened.store, operationLatencyMs: Infinity, seed: 'of-alice' });
  for (const name of ['rabbit', 'hatter']) simulator.handle({ method: 'POST', url, body: { name } });
  const before = JSON.stringify(simulator.snapshot());
  expect(await run('report', '--data', data)).toMatch(/^2 .*--data .*another process uses/s);
  opened.close();
  const out = join(folder, 'two.json.gz');
  expect(await run('report', '--data', data, '--out', out)).toMatch(/^0 .*two\.json\.gz: 2 calls/);
  expect(await run('replay', out)).toMatch(/^0 .*reproduced: 2 calls/s);
  const again = await openData(data);
  const kept = createSimulator({ store: again.store, operationLatencyMs: Infinity, seed: 'of-alice' });
  expect(JSON.stringify(kept.snapshot())).toBe(before);
  again.close();
});

test('what is no report is refused, and so is what there is not', async () => {
  const absent = join(folder, 'absent');
  expect(await run('report', '--data', absent)).toMatch(/^2 .*--data .*absent: there is no such folder/s);
  expect(await run('report', '--data', 'postgres://localhost/x')).toMatch(/^2 .*ask one of the servers/s);
  expect(await run('replay', absent)).toMatch(/^2 .*absent: cannot be read: there is no such file/s);
  expect(await run('replay', folder)).toMatch(/^2 .*it is a directory/s);
  const vast = join(folder, 'vast.json.gz');
  // A file of gzip may have many parts.
  const part = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  await writeFile(vast, Buffer.concat(Array.from({ length: 257 }, () => part)));
  expect(await run('replay', vast)).toMatch(/^2 .*it is more than 256 MiB uncompressed; if you trust it, uncompress/s);
  const odd = join(folder, 'odd.json');
  await writeFile(odd, '{"format":"gcepool-report","version":3}');
  expect(await run('replay', odd)).toMatch(/^2 .*version 3 of reports is not known/s);
  await writeFile(
    odd,
    '{"format":"gcepool-report","version":1,"steps":[{}],"shapes":[],"made":{},"options":{},"start":{},"end":{}}',
  );
  expect(await run('replay', odd)).toMatch(/^2 .*steps\[0\] must have a request or a change/s);
});
