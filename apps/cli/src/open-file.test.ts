import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile } from './open-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-open-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.skipIf(process.platform === 'win32')('the system’s opener is given the path as one word', async () => {
  const server = createServer((_, response) => void response.end());
  const asked = once(server, 'request');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const opener = join(folder, 'xdg-open');
  await writeFile(
    opener,
    `#!/bin/sh\ncurl -sG --data-urlencode "count=$#" --data-urlencode "path=$1" http://127.0.0.1:${port}/\n`,
  );
  await chmod(opener, 0o755);
  const environment = { DISPLAY: ':0', PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  expect(await openFile('/tmp/a plan; rm -rf.html', 'linux', environment)).toBeUndefined();
  // It is what the server is told.
  const [{ url = '' }] = (await asked) as [IncomingMessage];
  expect(Object.fromEntries(new URL(url, 'http://localhost').searchParams)).toEqual({
    count: '1',
    path: '/tmp/a plan; rm -rf.html',
  });
  server.close();
});

test('where there is no opener, or no screen, it says so', async () => {
  const lone = { PATH: join(folder, 'nothing') };
  expect(await openFile('/a', 'linux', { ...lone, WAYLAND_DISPLAY: 'wayland-0' })).toBe(
    'is not opened, for there is no xdg-open here',
  );
  expect(await openFile('/a', 'darwin', lone)).toBe('is not opened, for there is no open here');
  expect(await openFile('/a', 'linux', { PATH: process.env['PATH'] })).toBe(
    'is not opened, for there is no screen here',
  );
});
