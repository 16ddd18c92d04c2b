import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { SOURCE_MUTANTS } from './source-mutants.ts';
import type { SourceMutant } from './source-mutant.ts';

/** What vitest reports as JSON, as far as it is looked at. */
interface TestReport {
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly failureMessages?: string[] }[] }[];
}

const root = new URL('../../../../', import.meta.url);
const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');

const folder = mkdtempSync(join(tmpdir(), 'gcepool-mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the tests of a mutant in a process of its own, in which its source file has the mistake. */
async function testsWith({ file, from, to, tests, named }: SourceMutant): Promise<TestReport> {
  const [parent = '', name = '', ...path] = tests.split('/');
  // Of this run alone: where it reports nothing, what another has reported is not to be read.
  const report = join(mkdtempSync(join(folder, 'run-')), 'report.json');
  const only = named === undefined ? [] : ['--testNamePattern', named];
  // What is kept of files that were loaded before has no mistakes.
  const fresh = '--fsModuleCache=false';
  const words = [vitest, 'run', path.join('/'), fresh, '--reporter=json', `--outputFile=${report}`, ...only];
  const env = { ...process.env, GCEPOOL_TEST_MUTANT: JSON.stringify({ file, from, to }) };
  const cwd = fileURLToPath(new URL(`${parent}/${name}/`, root));
  // It ends with a failure, as it should.
  await new Promise<void>((resolve) => {
    execFile(process.execPath, words, { cwd, env }, () => resolve());
  });
  // What this reporter writes.
  return JSON.parse(readFileSync(report, 'utf8')) as TestReport;
}

describe.each(Object.entries(SOURCE_MUTANTS))('%s', (_, mutants) => {
  test.each(Object.entries(mutants))('%s: that is noticed', async (_mistake, mutant) => {
    const source = readFileSync(new URL(mutant.file, root), 'utf8');
    expect(source.split(mutant.from)).toHaveLength(2);
    const { numFailedTests, testResults } = await testsWith(mutant);
    const messages = testResults.flatMap(({ assertionResults }) =>
      assertionResults.flatMap(({ failureMessages = [] }) => failureMessages),
    );
    // A file that cannot be loaded, or a slip of the mutant itself, notices nothing.
    expect(numFailedTests).toBeGreaterThan(0);
    expect(messages.filter((message) => /^(?:ReferenceError|SyntaxError)/.test(message))).toEqual([]);
  });
});
