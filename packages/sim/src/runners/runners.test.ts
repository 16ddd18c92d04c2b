import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../..', import.meta.url));
const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));

/** The results of the tests of one of the files in `test/runners`, run by its runner in a process of its own. */
async function results(args: readonly string[]): Promise<readonly string[]> {
  // A runner that knows it is run by another reports to that one.
  const { NODE_TEST_CONTEXT: _, VITEST: __, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const points = printed.split(/^ *(?=(?:not )?ok \d)/m).slice(1);
  // What has no colon is a file.
  return points.filter((point) => /^.*: /.test(point));
}

/** Each title says what must become of its test. */
function expectAsTitled(points: readonly string[], count: number): void {
  expect(points).toHaveLength(count);
  for (const point of points) expect(point).toMatch(/^ok .*passes: |^not ok .*fails: /);
  const failures = points.filter((point) => point.startsWith('not ok')).join('\n');
  expect(failures).toContain('  GET https://storage.googleapis.com/storage/v1/b');
  expect(failures).toContain('projects/p1/global/healthChecks/left');
}

test('vitest', async () => {
  const args = ['run', '--config', 'test/runners/vitest.config.ts', '--reporter', 'tap-flat'];
  expectAsTitled(await results([vitest, ...args]), 13);
});

test('node:test', async () => {
  const args = ['--conditions=@gcepool/source', '--test', '--test-reporter=tap', 'test/runners/with-node-test.ts'];
  expectAsTitled(await results(args), 10);
});
