import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ranCommand } from '../ran-command.test-support.ts';
import { nearestName } from './nearest-name.ts';

const services = fileURLToPath(new URL('../../examples/shop.yaml', import.meta.url));
let directory: string;
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gcepool-settings-'));
  await writeFile(
    file('gcepool.yaml'),
    `from: [${services}]\nzones: [us-central1-a, us-central1-b]\ncluster: file\noutput: json\ngc: true\nmax-delete: 5\n`,
  );
  await writeFile(file('typo.yaml'), 'clustr: x\n');
  await writeFile(file('list.yaml'), '- x\n');
  await writeFile(file('switch.yaml'), 'force: maybe\n');
});
afterAll(() => rm(directory, { recursive: true }));

const run = (argv: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  ranCommand(argv, { environment });

/** The document of a plan: what became of the flags. */
async function planned(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { out } = await run(['plan', ...argv], environment);
  // Every command prints one document.
  return JSON.parse(out) as { readonly cluster: string; readonly zones: readonly string[] };
}

test('flags from a file, over which variables win, over which flags win', async () => {
  const config = ['--config', file('gcepool.yaml')];
  expect(await planned(config)).toMatchObject({ cluster: 'file', zones: ['us-central1-a', 'us-central1-b'] });
  expect(await planned([], { GCEPOOL_CONFIG: file('gcepool.yaml') })).toMatchObject({ cluster: 'file' });
  const variables = { GCEPOOL_CLUSTER: 'variable', GCEPOOL_ZONES: 'us-central1-c' };
  expect(await planned(config, variables)).toMatchObject({ cluster: 'variable', zones: ['us-central1-c'] });
  expect(await planned([...config, '--cluster', 'flag', '--zones=us-central1-f'], variables)).toMatchObject({
    cluster: 'flag',
    zones: ['us-central1-f'],
  });
});

test.each([
  ['typo.yaml', 'list', 'clustr is no flag of any command; did you mean cluster?'],
  ['list.yaml', 'list', 'must hold flags by their names'],
  ['nowhere.yaml', 'list', 'cannot be read'],
  ['switch.yaml', 'gc', 'force is a switch, and "maybe" is neither true nor false'],
])('%s is refused', async (name, command, message) => {
  const { code, remarks } = await run([command, '--config', file(name)]);
  expect({ code, remarks }).toEqual({ code: 2, remarks: [expect.stringContaining(message)] });
});

test('an unknown variable is refused, unless it is of somebody else', async () => {
  const { code, remarks } = await run(['list'], { GCEPOOL_ZONE: 'us-central1-a' });
  expect({ code, remarks }).toEqual({
    code: 2,
    remarks: ['GCEPOOL_ZONE is no flag of any command; did you mean GCEPOOL_ZONES?'],
  });
  const foreign = {
    GCEPOOL_PORT: 'tcp://10.0.0.1:80',
    GCEPOOL_PORT_80_TCP: 'tcp://10.0.0.1:80',
    GCEPOOL_SERVICE_HOST: '10.0.0.1',
    GCEPOOL_HEALTH_PORT: 'tcp://10.0.0.2:80',
    GCEPOOL_TEST_SEED: '1',
    GCEPOOL_ADMIN_TOKEN: 'x',
    GCEPOOL_TOKEN: 'x',
    GCEPOOL_SIM: 'http://127.0.0.1:4080',
  };
  expect((await run(['list'], foreign)).remarks).toEqual([expect.stringContaining('list needs a cloud that outlives')]);
});

test('a variable of a port is that of a flag, unless Kubernetes set it', async () => {
  const command = ['run', '--from', services, '--zones', 'us-central1-a', '--dry-run'];
  const { remarks } = await run(command, { GCEPOOL_HEALTH_PORT: 'none' });
  expect(remarks).toEqual([expect.stringContaining("option '--health-port <port>' argument 'none' is invalid")]);
});

test('an empty variable is none: it does not say that a cluster without a uid is meant', async () => {
  const command = ['list', '--endpoint', 'http://127.0.0.1:9'];
  const { code, remarks } = await run(command, { GCEPOOL_CLUSTER: '' });
  expect({ code, remarks }).toEqual({ code: 2, remarks: [expect.stringContaining('--cluster UID is needed')] });
});

test('what is given is checked as flags are', async () => {
  const { code, remarks } = await run(['list'], { GCEPOOL_CLUSTER: 'A' });
  expect({ code, remarks }).toEqual({ code: 2, remarks: [expect.stringContaining('Use up to 48 lower-case letters')] });
});

test.each([
  ['zone', 'zones'],
  ['clustr', 'cluster'],
  ['colour', undefined],
])('near %s is %s', (name, near) => {
  expect(nearestName(name, ['cluster', 'zones', 'nodes', 'project'])).toBe(near);
});
