import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testText } from './test-text.ts';
import type { TestRunner } from './test-text.ts';

const folder = fileURLToPath(new URL('../..', import.meta.url));
const vitestFolder = fileURLToPath(new URL('.', import.meta.resolve('vitest/package.json')));

/** A program that leaves a health check behind where an answer is lost, in the form in which any runner loads it. */
const PROGRAM = `
exports.makeCheck = async ({ fetch }) => {
  const url = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';
  await fetch(url, { method: 'POST', body: JSON.stringify({ name: 'h', type: 'TCP' }) });
};
exports.options = {
  hosts: 'left',
  invariant: function nothingLeft(gce, { ends: [end] }) {
    if (end.kind === 'threw' && gce.calls.leaks().length > 0) throw new Error('it left a check behind');
  },
};`;

const INCIDENT = { call: 1, method: 'healthChecks.insert' } as const;

interface Way {
  readonly runner: TestRunner;
  readonly file: string;
  /** What the runner gives a test of its own accord. */
  readonly before: string;
  readonly args: readonly string[];
}

const WAYS: readonly Way[] = [
  {
    runner: 'node:test',
    file: 'pasted.test.mjs',
    before: '',
    args: ['--test', '--test-reporter=tap', 'pasted.test.mjs'],
  },
  {
    // Jest itself is not among what is installed here; its tests are modules of CommonJS, with a `test` from nowhere.
    runner: 'jest',
    file: 'pasted.test.cjs',
    before: "const { test } = require('node:test');\n",
    args: ['--test', '--test-reporter=tap', 'pasted.test.cjs'],
  },
  {
    runner: 'vitest',
    file: 'pasted.test.mjs',
    before: '',
    args: [join(vitestFolder, 'vitest.mjs'), 'run', '--reporter=tap-flat'],
  },
];

/** What a runner prints of a printed test that is pasted into a file beside the program. */
async function printedBy({ runner, file, before, args }: Way, kind: string): Promise<string> {
  const there = await mkdtemp(join(tmpdir(), 'gcepool-pasted-'));
  try {
    await mkdir(join(there, 'node_modules/@gcepool'), { recursive: true });
    await symlink(folder, join(there, 'node_modules/@gcepool/sim'));
    await symlink(vitestFolder, join(there, 'node_modules/vitest'));
    await writeFile(join(there, 'check.cjs'), PROGRAM);
    const config = "export default { ssr: { resolve: { conditions: ['@gcepool/source'] } } };";
    await writeFile(join(there, 'vitest.config.mjs'), config);
    const source = { module: './check.cjs', program: 'makeCheck', runner };
    await writeFile(join(there, file), before + testText([{ ...INCIDENT, kind }], '1', "it's found", source));
    const { NODE_TEST_CONTEXT: _, VITEST: __, NODE_OPTIONS: ___, ...env } = process.env;
    const conditions = { ...env, NODE_OPTIONS: '--conditions=@gcepool/source' };
    const child = spawn(process.execPath, args, { cwd: there, env: conditions, stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return printed;
  } finally {
    await rm(there, { recursive: true });
  }
}

test.each(WAYS)('what is printed for $runner fails as it was found, and passes where nothing is', async (way) => {
  const found = await printedBy(way, 'answerLost');
  expect(found).toMatch(/^not ok .*it's found/m);
  expect(found).toContain('nothingLeft: it left a check behind');
  const fine = await printedBy(way, 'reset');
  expect(fine).toMatch(/^ok .*it's found/m);
});
