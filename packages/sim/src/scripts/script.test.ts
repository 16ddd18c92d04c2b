import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { modelOf } from '@gcepool/api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lastingState } from '../../test/lasting-state.ts';
import { livedLoadBalancer } from '../../test/lived-load-balancer.ts';
import { projectIn } from '../../test/test-project.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
import { listen } from '../transports/node.ts';
import { isInClients, requestOf, rpcOf, serviceOf } from './rpc-names.ts';
import { SCRIPT_FORMS } from './script-form.ts';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function ran(form: 'curl' | 'typescript', simulator: Simulator): Promise<void> {
  const server = await listen(simulator);
  // Where Google's client is found from; npm makes no folder where all packages are those of the whole repository.
  const modules = join(source('../..'), 'node_modules');
  await mkdir(modules, { recursive: true });
  const folder = await mkdtemp(join(modules, '.script-'));
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const script = livedLoadBalancer().calls.script({ as: form });
  const file = join(folder, form === 'curl' ? 'script.sh' : 'script.mjs');
  await writeFile(file, script);
  const own = { PATH: `${process.env['PATH']}:/usr/bin:/bin`, HOME: folder };
  const redirect = [
    '--conditions=@gcepool/source',
    '--no-warnings',
    '--import',
    pathToFileURL(source('../redirect/redirect.ts')).href,
    file,
  ];
  await (form === 'curl'
    ? promisify(execFile)('sh', [file], { env: { ...own, COMPUTE: `${server.url}/compute`, TOKEN: 't' } })
    : promisify(execFile)(process.execPath, redirect, { env: { ...own, GCEPOOL_SIM: server.url } }));
}

describe('a script that is run on a fresh simulator makes the same state', () => {
  test.for(['curl', 'typescript'] as const)('%s', { timeout: 120_000 }, async (form) => {
    const simulator = createSimulator();
    await ran(form, simulator);
    expect(lastingState(simulator.snapshot())).toEqual(lastingState(livedLoadBalancer().snapshot()));
  });
});

test.each(SCRIPT_FORMS)('%s tells what was refused, and nothing of what a fault kept from taking effect', (as) => {
  const script = livedLoadBalancer().calls.script({ as });
  expect(script).toMatch(/It was refused: 400 /);
  expect(script).not.toContain('never');
});

test('gcloud says what it can with a name, and leaves the rest to curl', () => {
  const script = livedLoadBalancer().calls.script({ as: 'gcloud' });
  expect(script).toContain('\ngcloud compute addresses delete gone --global --project=shop --quiet\n');
  expect(script).toContain('\ngcloud compute instances stop web-1 --zone=us-central1-a --project=shop --quiet\n');
  expect(script).toMatch(/# Of \d+ calls \d+ are made by curl/);
  expect(script).toContain('\nchange POST v1/projects/shop/global/healthChecks ');
});

test('any stretch of the log becomes a script, if what its calls sent is kept', () => {
  const simulator = createSimulator();
  const { make } = projectIn(simulator, 'shop');
  make('POST', 'global/networks', { name: 'uno' });
  const since = simulator.calls.mark();
  make('POST', 'global/networks', { name: 'duo' });
  const until = simulator.calls.mark();
  make('POST', 'global/networks', { name: 'trio' });
  const script = simulator.calls.script({ as: 'curl', since, until });
  expect([script.includes('uno'), script.includes('duo'), script.includes('trio')]).toEqual([false, true, false]);
  expect(() => simulator.calls.script({ as: 'perl' as never })).toThrow(/as must be one of curl, gcloud/);
  expect(() => simulator.calls.script({ as: 'curl', form: 'x' } as never)).toThrow(/has no field 'form'/);
  const description = 'x'.repeat(1024 * 1024);
  for (let index = 0; index < 20; index++)
    simulator.handle({
      method: 'POST',
      url: '/compute/v1/projects/shop/global/networks',
      body: { name: `n${index}`, description },
    });
  expect(() => simulator.calls.script({ as: 'curl' })).toThrow(
    /What call 1 \(networks\.insert\) sent is not kept any more/,
  );
});

interface Declaration {
  readonly nested?: Readonly<Record<string, Declaration>>;
  readonly methods?: Readonly<Record<string, { readonly requestType: string }>>;
}

test('services, methods and messages have the names that Google’s clients give them', () => {
  const file = createRequire(import.meta.url).resolve('@google-cloud/compute/build/protos/protos.json');
  // The file is generated in the form above; the test fails below where it is not.
  const root = JSON.parse(readFileSync(file, 'utf8')) as Declaration;
  const v1 = ['google', 'cloud', 'compute', 'v1'].reduce((at: Declaration, name) => at.nested?.[name] ?? {}, root);
  const called = modelOf('v1').methods.filter((method) => isInClients({ version: 'v1', method } as never));
  const changes = called.filter(
    ({ name, operationScope }) => operationScope !== undefined || name === 'get' || name === 'setIamPolicy',
  );
  const misnamed = changes.flatMap((method) => {
    const service = v1.nested?.[serviceOf(method)];
    // What is younger than the client is not in it.
    const rpc = service?.methods?.[rpcOf(method)];
    if (rpc === undefined) return [];
    return rpc.requestType.endsWith(requestOf(method))
      ? []
      : [`${method.id}: ${rpc.requestType}, not ${requestOf(method)}`];
  });
  expect(misnamed).toEqual([]);
  expect(
    changes.filter((method) => v1.nested?.[serviceOf(method)]?.methods?.[rpcOf(method)] !== undefined).length,
  ).toBeGreaterThan(500);
});
