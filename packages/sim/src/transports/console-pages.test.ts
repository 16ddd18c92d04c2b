import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOfBody } from '../http/http-answer.ts';
import { browserGuard } from './browser-guard.ts';
import { consolePages } from './console-pages.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-console-'));
  await mkdir(join(folder, 'console'));
  await writeFile(join(folder, 'index.html'), '<meta name="gcepool-token" content="%GCEPOOL_TOKEN%" />');
  await writeFile(join(folder, 'console', 'main-1.js'), 'run()');
  await writeFile(join(folder, 'secret.js'), 'no');
  await writeFile(join(folder, 'console', 'notes.txt'), 'no');
});
afterAll(() => rm(folder, { recursive: true }));

// It is all of a request that is looked at.
const sent = (headers: IncomingHttpHeaders): IncomingMessage => ({ headers }) as IncomingMessage;
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

describe('the pages', () => {
  test('a browser is given the page with the token, under a strict policy', async () => {
    const { answer, token } = consolePages(() => folder);
    const page = await answer(sent(BROWSER), '/');
    expect(page?.body).toBe(`<meta name="gcepool-token" content="${token}" />`);
    expect(page?.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; (?!.*unsafe)(?!.*\*)(?!.*https?:).*frame-ancestors 'none'/,
      ),
    });
    expect(token.length).toBeGreaterThan(40);
    expect(consolePages(() => folder).token).not.toBe(token);
  });

  test('its files are served as they are, or compressed, and nothing beside them', async () => {
    const { answer } = consolePages(() => folder);
    const file = await answer(sent({}), '/console/main-1.js');
    expect(file?.headers).toMatchObject({ 'content-type': 'text/javascript; charset=UTF-8' });
    expect(textOfBody(file?.body ?? '')).toBe('run()');
    const zipped = await answer(sent({ 'accept-encoding': 'gzip, br' }), '/console/main-1.js');
    expect(zipped?.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped?.body ?? '').toString()).toBe('run()');
    const none = ['/console/../secret.js', '/console/..%2fsecret.js', '/secret.js', '/console/notes.txt', '/console/'];
    for (const path of none) expect([path, await answer(sent(BROWSER), path)]).toEqual([path, undefined]);
  });

  test.each([
    ['a program', { accept: '*/*' }],
    ['one of Google’s clients', { ...BROWSER, 'metadata-flavor': 'Google' }],
  ])('%s is given none', async (_, headers) => {
    expect(await consolePages(() => folder).answer(sent(headers), '/')).toBeUndefined();
  });

  test('there is none where it is not installed, until it is', async () => {
    let where: string | undefined;
    const { answer } = consolePages(() => where);
    expect(await answer(sent(BROWSER), '/')).toBeUndefined();
    where = folder;
    expect(await answer(sent(BROWSER), '/')).toBeDefined();
  });
});

describe('the console’s own requests', () => {
  const guard = browserGuard('the-token');
  const token = { 'x-gcepool-console': 'the-token' };
  const host = 'localhost:4080';
  const own = { host, 'sec-fetch-site': 'same-origin' };

  test.each<readonly [string, string, string, IncomingHttpHeaders]>([
    ['a read with the token', 'GET', '/_sim/clock', { ...own, ...token }],
    ['a change with the token', 'POST', '/_sim/reset', { ...own, ...token, origin: 'http://localhost:4080' }],
    ['one over TLS', 'POST', '/_sim/reset', { ...own, ...token, origin: 'https://localhost:4080' }],
    [
      'one of a browser that says nothing of sites',
      'POST',
      '/_sim/reset',
      { host, ...token, origin: `http://${host}` },
    ],
    ['the page, loaded again', 'GET', '/', own],
    ['a file', 'GET', '/console/main-1.js', own],
  ])('%s is answered', (_, method, path, headers) => {
    expect(guard({ method, path, headers })).toBeUndefined();
  });

  test.each<readonly [string, string, string, IncomingHttpHeaders]>([
    ['a read without the token', 'GET', '/_sim/clock', own],
    ['one with another', 'GET', '/_sim/clock', { ...own, 'x-gcepool-console': 'the-toke' }],
    ['one of another site with the token', 'GET', '/_sim/clock', { ...own, ...token, 'sec-fetch-site': 'cross-site' }],
    ['one of another port', 'POST', '/_sim/reset', { ...own, ...token, origin: 'http://localhost:3000' }],
    [
      'one that another site on this machine sends',
      'GET',
      '/_sim/clock',
      { host, ...token, 'sec-fetch-site': 'same-site' },
    ],
    ['a page without an origin', 'POST', '/_sim/reset', { ...own, ...token, origin: 'null' }],
    ['a change of the page', 'POST', '/', own],
    ['a file for another site', 'GET', '/console/main-1.js', { host, 'sec-fetch-site': 'cross-site' }],
    ['the page in a page of another site', 'GET', '/', { host, 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', (_, method, path, headers) => {
    expect(guard({ method, path, headers })).toMatchObject({ status: 403 });
  });
});
