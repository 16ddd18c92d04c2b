import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const readme = await readFile(pathOf('../../../README.md'), 'utf8');
// Inside the repository, so that what the examples import is found; in a folder that git does not look at.
const directory = pathOf('../dist/readme');

async function run(command: string, args: readonly string[]) {
  const child = spawn(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code), out, error };
}

/** Runs a script of a README with the command from its sources, and a kubectl that knows the example cluster. */
function runScript(script: string) {
  const gcepool = `"${process.execPath}" --conditions=@gcepool/source "${pathOf('../bin/gcepool.js')}"`;
  const prelude = [
    'set -euo pipefail',
    `gcepool() { ${gcepool} "$@"; }`,
    'npx() { "$@"; }',
    'kubectl() { cat "cluster/$2.${!#}"; }',
  ];
  return run('bash', ['-c', [...prelude, script].join('\n')]);
}

const block = (title: string) => readFile(join(directory, title), 'utf8');

beforeAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, 'cluster'), { recursive: true });
  await run(process.execPath, [pathOf('../../../.ci/readme-examples.js'), '.']);
  const services = parseAllDocuments(await readFile(pathOf('../examples/shop.yaml'), 'utf8'));
  const list = { apiVersion: 'v1', kind: 'List', items: services.map((document) => document.toJS() as unknown) };
  await writeFile(join(directory, 'cluster/services.json'), JSON.stringify(list));
  await writeFile(join(directory, 'cluster/services.yaml'), stringify(list));
  for (const form of ['json', 'yaml'])
    await cp(pathOf('../examples/nodes.json'), join(directory, `cluster/nodes.${form}`));
});

afterAll(() => rm(directory, { recursive: true }));

test('every code block is run: here by its title, or by .ci/run as it stands', async () => {
  const fences = [...readme.matchAll(/^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gms)];
  const titles = fences.flatMap(([, , title]) => title ?? []);
  expect(new Set(titles)).toEqual(
    new Set([
      'from-kubectl.sh',
      'from-a-pipe.sh',
      'reconcile.sh',
      'cart.test.ts',
      'fetch.test.ts',
      'server.sh',
      'client.sh',
    ]),
  );
  const ci = await readFile(pathOf('../../../.ci/run'), 'utf8');
  for (const [, , title, code = ''] of fences) {
    if (title !== undefined) continue;
    for (const command of code.trim().split(' && ')) expect(ci).toContain(command);
  }
});

test('the examples of tests pass', async () => {
  const shared = JSON.stringify(pathOf('../../../vitest.shared.ts'));
  await writeFile(join(directory, 'vitest.config.ts'), `export { default } from ${shared};\n`);
  const vitest = pathOf('../../../node_modules/vitest/vitest.mjs');
  const { code, error } = await run(process.execPath, [
    vitest,
    'run',
    '--root',
    '.',
    '--reporter=json',
    '--outputFile=report.json',
  ]);
  expect({ code, error }).toMatchObject({ code: 0 });
  const report: unknown = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ success: true, numPassedTests: 3, numFailedTests: 0 });
});

test('a plan from what kubectl prints', async () => {
  const { code, out, error } = await runScript(await block('from-kubectl.sh'));
  expect({ code, error }).toMatchObject({ code: 0 });
  expect(await readdir(directory)).toEqual(expect.arrayContaining(['services.json', 'nodes.json']));
  expect(out).toContain('26 changes planned, none made');
});

test('a plan from process substitution, as JSON', async () => {
  const { code, error } = await runScript(await block('from-a-pipe.sh'));
  expect({ code, error }).toMatchObject({ code: 0 });
  const plan: unknown = JSON.parse(await readFile(join(directory, 'plan.json'), 'utf8'));
  expect(plan).toMatchObject({ command: 'plan', steps: { length: 26 } });
});

test('reconciled, with nothing left over, and healthy', async () => {
  await cp(join(directory, 'cluster/services.json'), join(directory, 'services.json'));
  await cp(pathOf('../examples/nodes.json'), join(directory, 'nodes.json'));
  const { code, out, error } = await runScript(await block('reconcile.sh'));
  expect({ code, error }).toMatchObject({ code: 0 });
  expect(out).toContain('26 of 26 changes made');
  expect(out).toContain('nothing to do');
  expect(out).toMatch(/30080 +shop\/storefront:http +HTTP +4\/4/);
});

test('the flags of the guide to the pool, on the embedded simulator', async () => {
  const guide = await readFile(pathOf('../../../docs/pool.md'), 'utf8');
  const [, script = ''] = /^```sh\n(.*?)^```$/ms.exec(guide) ?? [];
  await cp(join(directory, 'cluster/services.json'), join(directory, 'services.yaml'));
  await cp(pathOf('../examples/nodes.json'), join(directory, 'nodes.json'));
  const dry = script.replace('--cloud gce --project my-project', '--dry-run');
  const { code, out, error } = await runScript(dry);
  expect({ code, error }).toMatchObject({ code: 0 });
  expect(out).toContain('24 changes planned');
});

test('a client of the server', async () => {
  expect(await block('server.sh')).toBe('npx gcepool sim --port 4080\n');
  await cp(join(directory, 'cluster/services.json'), join(directory, 'services.json'));
  const server = await listen(createSimulator());
  try {
    const { code, out, error } = await runScript(
      (await block('client.sh')).replaceAll('http://127.0.0.1:4080', server.url),
    );
    expect({ code, error }).toMatchObject({ code: 0 });
    expect(out).toContain('"kind": "compute#zone"');
    expect(out).toMatch(/30080 +shop\/storefront:http +HTTP +k8s-be-30080--shop +us-central1-a, us-central1-b/);
  } finally {
    await server.close();
  }
});

test("the package's own README", async () => {
  const readmeOfPackage = await readFile(pathOf('../README.md'), 'utf8');
  const script = [...readmeOfPackage.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code]) => code).join('');
  await cp(pathOf('../examples/shop.yaml'), join(directory, 'services.yaml'));
  const { code, out, error } = await runScript(script);
  expect({ code, error }).toMatchObject({ code: 0 });
  expect(out).toMatch(/30080 +shop\/storefront:http +HTTP +k8s-be-30080 +us-central1-a$/m);
  expect(out.match(/nothing to do/g)).toHaveLength(3);
});
