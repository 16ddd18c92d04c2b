import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gcepool-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where a process keeps what it compiles; empty if it keeps nothing. */
function keptIn(cacheHome: string): string {
  const source = fileURLToPath(new URL('compile-cache.ts', import.meta.url));
  const program = `
    import { getCompileCacheDir } from 'node:module';
    import { keepCompiled } from ${JSON.stringify(source)};
    keepCompiled();
    process.stdout.write(getCompileCacheDir() ?? '');`;
  const own = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: cacheHome };
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, ...own },
    encoding: 'utf8',
  });
}

test.skipIf(process.platform === 'win32')('what is compiled is kept in a folder that is the user’s alone', () => {
  const kept = join(folder, 'gcepool', 'compiled');
  expect(keptIn(folder)).toContain(kept);
  expect(statSync(kept).mode & 0o077).toBe(0);
});

test.skipIf(process.platform === 'win32').each(['gcepool', 'gcepool/compiled'])(
  'nothing is kept where others could put something into %s',
  (name) => {
    const shared = mkdtempSync(join(folder, 'shared-'));
    expect(keptIn(shared)).not.toBe('');
    chmodSync(join(shared, name), 0o777);
    expect(keptIn(shared)).toBe('');
  },
);

test('where no folder can be made, nothing is kept', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(keptIn(file)).toBe('');
});
