import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');

/** Every block of TypeScript that the README follows up with what it prints. */
const examples = [...readme.matchAll(/```ts\n((?:(?!```).)*)```\n\n```text\n(.*?)```/gs)].map(
  ([, code = '', text = '']) => ({
    code,
    text,
    line: readme.slice(0, readme.indexOf(code)).split('\n').length,
  }),
);

test('the README has examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

test.concurrent.for(examples)('the example at line $line prints what the README says', async ({ code, text }) => {
  const args = ['--conditions=@gcepool/source', '--input-type=module-typescript', '-'];
  const running = promisify(execFile)(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  running.child.stdin?.end(code);
  expect((await running).stdout).toBe(text);
});
