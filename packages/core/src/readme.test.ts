import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import type { Cloud } from './cloud.ts';
import { InMemoryCloud } from './in-memory-cloud.test-support.ts';

const root = new URL('../', import.meta.url);
const example = new URL(`dist/readme-example-${process.pid}.ts`, root);

afterAll(() => rm(example, { force: true }));

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
