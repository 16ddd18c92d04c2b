// Holds the order of rooms that docs/architecture.md draws in blocks such as
//
//   ```layers packages/core/src
//   cloud < calls < loop, names < ports
//   ```
//
// A room is a folder, or a file without its extension. It imports, types included, only rooms to its left; rooms between commas
// do not import each other. A dot stands for the files directly in the folder. Files that no name stands for are on top: they import every room, and no room imports them. Tests
// import what they like.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const drawn = readFileSync(join(root, 'docs/architecture.md'), 'utf8').matchAll(/^```layers (\S+)\n(.*?)^```$/gms);
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"](\.{1,2}\/[^'"]+)['"]/gm;

/** What breaks the order of one source tree, a line for each import. */
function violations(folder, order) {
  const rank = new Map(
    order
      .split('<')
      .flatMap((peers, index) => peers.split(',').map((name) => /** @type {const} */ ([name.trim(), index]))),
  );
  const named = (path) =>
    [...rank.keys()].find((room) => path === `${room}.ts` || path === `${room}.tsx` || path.startsWith(`${room}/`));
  const roomOf = (path) => named(path) ?? (rank.has('.') && !path.includes('/') ? '.' : undefined);
  const files = globSync('**/*.{ts,tsx}', { cwd: join(root, folder) }).filter(
    (file) => !/\.(?:test|test-support|test-d|bench|example)\.ts$/.test(file),
  );
  const found = [...rank.keys()]
    .filter((room) => !files.some((file) => roomOf(file) === room))
    .map((room) => `${folder}: ${room} is drawn in docs/architecture.md and does not exist`);
  for (const file of files) {
    const room = roomOf(file);
    if (room === undefined) {
      if (file.includes('/')) found.push(`${folder}/${file}: its folder has no place in docs/architecture.md`);
      continue;
    }
    for (const [, specifier = ''] of readFileSync(join(root, folder, file), 'utf8').matchAll(IMPORT)) {
      const target = relative('.', join(dirname(file), specifier));
      // What lies outside the folder has an order of its own.
      if (target.startsWith('..')) continue;
      const imported = roomOf(target);
      if (imported === room) continue;
      if (imported === undefined || rank.get(imported) >= rank.get(room)) {
        found.push(`${folder}/${file}: ${room} must not import ${imported ?? target} (${specifier})`);
      }
    }
  }
  return found;
}

const found = [...drawn].flatMap(([, folder = '', order = '']) => violations(folder, order.trim()));
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
