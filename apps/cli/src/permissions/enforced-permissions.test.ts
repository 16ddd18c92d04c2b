import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '@gcepool/sim';
import { createSimulator } from '@gcepool/sim';
import { describe, expect, onTestFinished, test } from 'vitest';
import { insertNodes } from '../cloud/insert-nodes.ts';
import { parseNodes } from '../kubernetes/nodes.ts';
import { ranCommand } from '../ran-command.test-support.ts';
import { permissionsOf } from './needed-permissions.ts';

const PROJECT = 'my-project';
const ROBOT = 'serviceAccount:pool@my-project.iam.gserviceaccount.com';
const OWNER = 'user:owner@example.com';
const ROLE = `projects/${PROJECT}/roles/pool`;
const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const nodes = { name: 'nodes.json', text: await readFile(example('nodes.json'), 'utf8') };

/** A simulator in which the pool's account has exactly these permissions. */
function having(permissions: readonly string[]): Simulator {
  const simulator = createSimulator({
    iam: {
      tokens: { 'token-of-pool': ROBOT, 'token-of-owner': OWNER },
      roles: { [ROLE]: { includedPermissions: permissions } },
      policies: {
        [`projects/${PROJECT}`]: {
          bindings: [
            { role: ROLE, members: [ROBOT] },
            { role: 'roles/owner', members: [OWNER] },
          ],
        },
      },
    },
  });
  const owned = { ...simulator, handle: as(simulator, 'token-of-owner') };
  insertNodes(owned, PROJECT, parseNodes(nodes).nodes);
  return simulator;
}

const as =
  (simulator: Simulator, token: string): Simulator['handle'] =>
  (request) =>
    simulator.handle({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });

/** Where a simulator is, for a command that sends no credentials to an address of plain HTTP. */
async function placeOf(simulator: Simulator): Promise<readonly string[]> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const body = await text(request);
    // The instances are asked of a simulator of this machine alone, where nobody needs permissions.
    const token = url.includes('aggregated/instances?') ? 'token-of-owner' : 'token-of-pool';
    const answer = as(simulator, token)({ method, url, ...(body === '' ? {} : { body }) });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return ['--endpoint', `http://127.0.0.1:${port}`, '--cluster', 'shop', '--project', PROJECT];
}

/** A life of a pool with nodes. @returns the command that failed first, if one did */
async function lived(simulator: Simulator, ...more: readonly string[]): Promise<string | undefined> {
  const place = await placeOf(simulator);
  const zones = ['--zones', 'us-central1-a,us-central1-b,us-central1-c', '--nodes', example('nodes.json')];
  const life: readonly (readonly [string, ...string[]])[] = [
    ['sync', '--from', example('shop.yaml'), ...zones, ...more],
    ['status'],
    ['reconcile', '--from', example('shop-changed.yaml'), ...zones, '--healthy-within', 'none', ...more],
    ['shutdown', '--yes', ...more],
  ];
  for (const [command, ...flags] of life) {
    const { code } = await ranCommand([command, ...flags, ...place]);
    if (code !== 0) return command;
  }
  return undefined;
}

const COMMANDS = ['sync', 'status', 'reconcile', 'shutdown'] as const;
const NEEDED = permissionsOf(COMMANDS, { nodes: true });

describe('with permissions enforced', () => {
  test('the permissions that are told suffice, and without one that was needed nothing succeeds', async () => {
    const simulator = having(NEEDED);
    const { sequence: since = 0 } = simulator.calls.list().at(-1) ?? {};
    expect(await lived(simulator)).toBeUndefined();
    const user = 'pool@my-project.iam.gserviceaccount.com';
    const { permissions: called } = simulator.calls.permissions({ since, user });
    expect(called.filter((permission) => !NEEDED.includes(permission))).toEqual([]);
    const outcomes: Record<string, string | undefined> = {};
    for (const one of called) {
      outcomes[one] = await lived(having(NEEDED.filter((other) => other !== one)), '--no-preflight');
    }
    expect(Object.keys(outcomes).filter((one) => outcomes[one] === undefined)).toEqual([]);
  });

  test('a permission that is missing is told before anything is changed', async () => {
    const simulator = having(NEEDED.filter((one) => one !== 'compute.instanceGroups.use'));
    const place = await placeOf(simulator);
    const since = simulator.calls.mark();
    const { code, remarks } = await ranCommand([
      'sync',
      '--from',
      example('shop.yaml'),
      '--zones',
      'us-central1-a',
      ...place,
    ]);
    expect(code).toBe(1);
    expect(remarks.at(-1)).toContain('the permission compute.instanceGroups.use is missing');
    simulator.calls.expectNoMutations(since);
  });
});
