import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheFolder } from './cache-folder.ts';
import { certificateAuthority } from './certificate-authority.ts';
import { trustFiles } from './trust-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcepool-trust-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('is made once, also by several processes at the same time, and its key is for its user alone', async () => {
  const place = join(folder, 'once');
  const [first, second] = await Promise.all([certificateAuthority(place), certificateAuthority(place)]);
  const later = await certificateAuthority(place);
  expect([second.certificate, later.certificate]).toEqual([first.certificate, first.certificate]);
  expect((await stat(join(place, 'authority.pem'))).mode & 0o777).toBe(0o600);
});

test('signs for each host, for less than a year, and signs no authorities', async () => {
  const authority = await certificateAuthority(join(folder, 'once'));
  const root = new X509Certificate(authority.certificate);
  const made = await authority.certificateOf('compute.googleapis.com');
  const { cert, key } = made;
  const leaf = new X509Certificate(cert);
  expect(key).toContain('PRIVATE KEY');
  expect([leaf.verify(root.publicKey), leaf.checkIssued(root), leaf.ca, root.ca]).toEqual([true, true, false, true]);
  expect(leaf.checkHost('compute.googleapis.com')).toBe('compute.googleapis.com');
  expect(leaf.checkHost('www.googleapis.com')).toBeUndefined();
  expect((leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / 86_400_000).toBeLessThan(398);
  expect(await authority.certificateOf('compute.googleapis.com')).toBe(made);
  const own = new X509Certificate((await authority.certificateOf('localhost')).cert);
  expect([own.checkHost('localhost'), own.checkIP('127.0.0.1'), own.checkIP('::1')]).toEqual([
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
});

test.each([
  ['', 'is empty'],
  [
    '-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----\n',
    'is damaged',
  ],
])('is made anew where what is kept is of no use: %j', async (text) => {
  const place = join(folder, 'damaged');
  await certificateAuthority(place);
  await writeFile(join(place, 'authority.pem'), text);
  const { certificate } = await certificateAuthority(place);
  expect(await readFile(join(place, 'authority.pem'), 'utf8')).toContain(certificate);
});

test('files for all clients have its certificate beside those of the machine', async () => {
  const place = join(folder, 'files');
  const { certificate } = await certificateAuthority(place);
  const { own, bundle, javaStore } = await trustFiles(place, certificate);
  expect((await readFile(own, 'utf8')).trim()).toBe(certificate.trim());
  const all =
    (await readFile(bundle, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g) ?? [];
  expect(all[0]?.trim()).toBe(certificate.trim());
  expect(all.length).toBeGreaterThan(50);
  const store = await readFile(javaStore);
  const content = store.subarray(0, -20);
  expect([content.readUInt32BE(0), content.readUInt32BE(4), content.readUInt32BE(8)]).toEqual([
    0xfeed_feed,
    2,
    all.length,
  ]);
  expect(content.includes(new X509Certificate(certificate).raw)).toBe(true);
  const password = Buffer.from('\0c\0h\0a\0n\0g\0e\0i\0t');
  const digest = createHash('sha1').update(password).update('Mighty Aphrodite').update(content).digest();
  expect(store.subarray(-20)).toEqual(digest);
  const { mtimeMs } = await stat(bundle);
  await trustFiles(place, certificate);
  expect((await stat(bundle)).mtimeMs).toBe(mtimeMs);
});

test('the folder is where each system has it', () => {
  expect(cacheFolder('linux', { XDG_CACHE_HOME: '/x' })).toBe(join('/x', 'gcepool'));
  expect(cacheFolder('linux', { XDG_CACHE_HOME: 'relative' })).toMatch(/\.cache[/\\]gcepool$/);
  expect(cacheFolder('darwin', {})).toMatch(/Library[/\\]Caches[/\\]gcepool$/);
  expect(cacheFolder('win32', { LOCALAPPDATA: 'C:\\L' })).toContain('C:\\L');
});
