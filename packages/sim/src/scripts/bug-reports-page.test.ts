import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${folder}../../docs/bug-reports.md`, 'utf8');

/** Every block of TypeScript that the page follows up with what it prints. */
const examples = [...page.matchAll(/```ts\n((?:(?!```).)*)```\n\n```\w+\n(.*?)```/gs)].map(
  ([, code = '', text = '']) => ({
    code,
    text,
    line: page.slice(0, page.indexOf(code)).split('\n').length,
  }),
);

test('docs/bug-reports.md has examples', () => {
  expect(examples.length).toBeGreaterThan(0);
});

test.concurrent.for(examples)('the example at line $line prints what the page says', async ({ code, text }) => {
  const args = ['--conditions=@gcepool/source', '--input-type=module-typescript', '-'];
  const running = promisify(execFile)(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  running.child.stdin?.end(code);
  expect((await running).stdout).toBe(text);
});
