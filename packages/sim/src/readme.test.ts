import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', '../../docs/explore.md'];

/** Every block of TypeScript that a page follows up with what it prints. */
const examples = pages.flatMap((page) => {
  const whole = readFileSync(folder + page, 'utf8');
  return [...whole.matchAll(/```ts\n((?:(?!```).)*)```\n\n```text\n(.*?)```/gs)].map(([, code = '', text = '']) => ({
    code,
    text,
    place: `${page}:${whole.slice(0, whole.indexOf(code)).split('\n').length}`,
  }));
});

test('each page has examples', () => {
  for (const page of pages) expect(examples.some(({ place }) => place.startsWith(`${page}:`))).toBe(true);
  expect(examples.length).toBeGreaterThan(5);
});

test.concurrent.for(examples)('the example at $place prints what the page says', async ({ code, text }) => {
  const args = ['--conditions=@gcepool/source', '--input-type=module-typescript', '-'];
  // A program that knows it is run by a test runner may say other things.
  const { VITEST: _, ...env } = process.env;
  const running = promisify(execFile)(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  running.child.stdin?.end(code);
  expect((await running).stdout).toBe(text);
});
