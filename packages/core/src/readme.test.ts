import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { Clock } from './calls/clock.ts';
import type { Cloud } from './cloud/cloud.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { testPool } from './test-pool.test-support.ts';

const root = new URL('../', import.meta.url);
const example = new URL(`dist/readme-example-${process.pid}.ts`, root);
const loopExample = new URL(`dist/readme-loop-example-${process.pid}.ts`, root);

afterAll(() => Promise.all([example, loopExample].map((file) => rm(file, { force: true }))));

test('the loop of the README reconciles until it is stopped', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const [, code = ''] = /```ts title="loop"\n([\s\S]*?)```/.exec(readme) ?? [];
  await mkdir(new URL('dist/', root), { recursive: true });
  await writeFile(loopExample, code);
  // The example exports exactly this; the test fails if it does not.
  const { keepReconciled } = (await import(loopExample.href)) as {
    keepReconciled: (
      pool: Backends,
      desired: () => Promise<object[]>,
      clock: Clock,
      stop: AbortSignal,
    ) => Promise<boolean>;
  };
  const { cloud, pool } = testPool();
  const stop = new AbortController();
  const clock = { now: () => 0, sleep: async () => stop.abort() };
  await expect(keepReconciled(pool, async () => [{ nodePort: 80 }], clock, stop.signal)).resolves.toBe(true);
  expect(cloud.state.services.size).toBe(1);
});

test('the example of the README runs and prints what the README says', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, output = ''] = /```text\n([\s\S]*?)\n```/.exec(readme) ?? [];
  await mkdir(new URL('dist/', root), { recursive: true });
  await writeFile(example, code);
  // The example exports exactly this; the test fails if it does not.
  const { keepInStep } = (await import(example.href)) as {
    keepInStep: (cloud: Cloud, print: (line: string) => void) => Promise<void>;
  };
  const printed: string[] = [];
  await keepInStep(new InMemoryCloud(['zone-a', 'zone-b', 'zone-c']), (line) => printed.push(line));
  expect(printed.join('\n')).toBe(output);
});
