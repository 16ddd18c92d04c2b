import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '@gcepool/sim';
import type { FaultRule, Simulator } from '@gcepool/sim';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LONG_RUN } from '../commands/long-run.test-support.ts';
import { run as keepRunning } from '../commands/run.ts';
import { plainStyle } from '../output/style.ts';
import { ranCommand } from '../ran-command.test-support.ts';

const SHOP = fileURLToPath(new URL('../../examples/shop.yaml', import.meta.url));
const CREATE = 'compute.backendServices.create';

let simulator: Simulator;
/** What the account may not do. */
let withheld: readonly string[];
let server: ReturnType<typeof createServer>;
let place: readonly string[];

// A simulator as it is, behind the Resource Manager of a project whose account may not do everything.
beforeEach(async () => {
  simulator = createSimulator();
  withheld = [];
  server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const sent = await text(request);
    if (url.endsWith(':testIamPermissions')) {
      // What the command sends.
      const { permissions } = JSON.parse(sent) as { readonly permissions: readonly string[] };
      return response.end(JSON.stringify({ permissions: permissions.filter((each) => !withheld.includes(each)) }));
    }
    const answer = await simulator.fetch(`https://compute.googleapis.com${url}`, {
      method,
      ...(sent !== '' && { body: sent, headers: { 'content-type': 'application/json' } }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    return response.end(await answer.text());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  place = ['--endpoint', `http://127.0.0.1:${port}`, '--cluster', 'shop', '--project', 'my-project'];
});
afterEach(() => server.close());

const shop = ['--from', SHOP, '--zones', 'us-central1-a'];
const run = (...argv: readonly string[]) => ranCommand([...argv, ...place]);

describe('a permission that is missing is told before anything is changed', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['sync', shop, CREATE],
    ['reconcile', shop, CREATE],
    ['gc', ['--from', SHOP], 'compute.healthChecks.delete'],
    ['delete', ['30080'], 'compute.backendServices.delete'],
    ['shutdown', ['--yes'], 'compute.instanceGroups.delete'],
  ])('%s', async (command, flags, permission) => {
    withheld = [permission];
    const { code, out, remarks } = await run(command, ...flags);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(remarks.at(-1)).toContain(
      `${command}: nothing was changed: on the Compute endpoint ${place[1]}, project my-project, the permission ${permission} is missing; ` +
        `\`gcepool permissions ${command} --project my-project --format yaml\` prints a role`,
    );
    simulator.calls.expectNoMutations();
  });

  test('apply', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gcepool-permissions-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const saved = join(folder, 'plan.json');
    await run('plan', ...shop, '--out', saved);
    withheld = [CREATE];
    const { code, out, remarks } = await ranCommand(['apply', saved]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(remarks.at(-1)).toContain(`apply: nothing was changed: on the Compute endpoint ${place[1]}`);
    expect(remarks.at(-1)).toContain(
      `the permission ${CREATE} is missing; \`gcepool permissions apply --project my-project`,
    );
    simulator.calls.expectNoMutations();
  });

  test('run, which asks again until all are there', async () => {
    withheld = [CREATE];
    const [graceful, now] = [new AbortController(), new AbortController()];
    const lines: string[] = [];
    const clock = {
      now: () => Date.now(),
      random: () => 0.5,
      // Whatever it waits for, the permission is granted meanwhile.
      sleep: async () => {
        simulator.calls.expectNoMutations();
        withheld = [];
      },
    };
    const print = (line: string): void => {
      lines.push(line);
      if (line.includes('changes made')) graceful.abort();
    };
    const options = {
      endpoint: new URL(place[1] ?? ''),
      ...LONG_RUN,
      project: 'my-project',
      from: [SHOP],
    } as const;
    const stop = { graceful: graceful.signal, now: now.signal };
    await keepRunning(options, { print, remark: () => undefined, style: plainStyle }, { clock, stop });
    const told = lines.findIndex((line) => line.includes(`the permission ${CREATE} is missing`));
    const done = lines.findIndex((line) => line.includes('21 of 21 changes made'));
    expect([told === -1, done > told]).toEqual([false, true]);
  });

  test('but for those without which an error says less', async () => {
    withheld = ['compute.zoneOperations.list'];
    const stop = new AbortController();
    const lines: string[] = [];
    const print = (line: string): void => {
      lines.push(line);
      if (line.includes('changes made')) stop.abort();
    };
    const options = { endpoint: new URL(place[1] ?? ''), ...LONG_RUN, project: 'my-project', from: [SHOP] } as const;
    const signals = { graceful: stop.signal, now: new AbortController().signal };
    const clock = { now: () => Date.now(), random: () => 0.5, sleep: () => Promise.reject(new Error('it pauses')) };
    await keepRunning(options, { print, remark: () => undefined, style: plainStyle }, { clock, stop: signals });
    expect(lines.join('\n')).toContain('21 of 21 changes made');
  });

  test('but for who asks for nothing beforehand, who changes nothing, and who has all', async () => {
    expect((await run('sync', ...shop)).code).toBe(0);
    withheld = [CREATE];
    expect((await run('sync', ...shop, '--dry-run')).code).toBe(0);
    expect((await run('sync', ...shop, '--no-preflight')).code).toBe(0);
  });
});

test('a permission that is refused in the middle is told with what grants it', async () => {
  const refused: FaultRule = { method: 'backendServices.insert', fault: { error: { code: 403 } } };
  simulator.faults.add(refused);
  const { code, remarks } = await run('sync', ...shop);
  expect(code).toBe(1);
  expect(remarks.at(-1)).toContain(
    'Forbidden; it takes compute.backendServices.create, compute.healthChecks.useReadOnly and compute.instanceGroups.use; ' +
      '`gcepool permissions --project my-project --format yaml` prints a role with all that gcepool needs',
  );
});

test('what names the permission itself is not told it twice, and a used-up quota is no matter of roles', async () => {
  const message = `Required '${CREATE}' permission for 'projects/my-project'`;
  simulator.faults.add({ method: 'zones.list', times: 1, fault: { error: { code: 403, message } } });
  const [named] = (await run('plan', ...shop)).remarks.slice(-1);
  expect(named).toMatch(/permission for 'projects\/my-project'; `gcepool permissions /);
  const reason = 'quotaExceeded';
  simulator.faults.add({ method: 'zones.list', times: 1, fault: { error: { code: 403, reason } } });
  const [other] = (await run('plan', ...shop)).remarks.slice(-1);
  expect(other).toContain('quotaExceeded');
  expect(other).not.toContain('gcepool permissions');
});
