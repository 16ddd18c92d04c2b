import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { notFound, refusal } from './cloud/refusal.test-support.ts';
import { checkNames, serviceNames, testPool } from './test-pool.test-support.ts';

let cloud: InMemoryCloud;
let pool: Backends;

beforeEach(() => {
  ({ cloud, pool } = testPool());
});

const refuse = (pattern: RegExp, error: Error): void => {
  cloud.refuse = (call) => (pattern.test(call) ? error : undefined);
};
const forbidden = refusal(403, 'forbidden', 'Required permission is missing');

describe('one bad port does not stop the others', () => {
  test('in sync', async () => {
    refuse(/^create\w+ k8s-be-8[13]$/, forbidden);
    const error = await pool.sync([80, 81, 82, 83, 0]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({
      errors: [
        { message: 'nodePort 0: a nodePort is a whole number from 1 to 65535' },
        {
          nodePort: 81,
          code: 403,
          message: expect.stringContaining('create global/healthChecks/k8s-be-81 failed: Required permission'),
        },
        { nodePort: 83, code: 403 },
      ],
    });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-82']);
  });

  test('in gc; what failed is tried again by the next one', async () => {
    await pool.sync([80, 81, 82]);
    refuse(/^deleteBackendService k8s-be-81$/, forbidden);
    await expect(pool.gc([])).rejects.toMatchObject({ errors: [{ nodePort: 81, code: 403 }] });
    expect(cloud.calls).not.toContain('deleteHealthCheck k8s-be-81');
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-81']);
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-81']);
    cloud.refuse = () => undefined;
    await pool.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual([]);
    await expect(checkNames(cloud)).resolves.toEqual([]);
  });

  test('a name that a group refuses leaves services with named ports alone', async () => {
    await pool.add(80);
    refuse(/^setNamedPorts/, forbidden);
    const desired = [{ nodePort: 80, service: 'shop/cart' }, 81];
    await expect(pool.sync(desired)).rejects.toMatchObject({ errors: [{ nodePort: 81 }] });
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({ description: /shop\/cart/ });
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });
});

describe('removal', () => {
  test('of what is gone when its turn comes is no failure', async () => {
    await pool.add(80);
    refuse(/^delete/, notFound('x'));
    const { outcomes } = await pool.gc([]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['absent', 'absent']);
    await expect(pool.planGc([])).resolves.toMatchObject({ waves: [], notices: [] });
  });

  test('of a half-made port: its health check does not stay behind', async () => {
    refuse(/^createBackendService/, forbidden);
    await expect(pool.add(80)).rejects.toMatchObject({ code: 403 });
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-80']);
    cloud.refuse = () => undefined;
    await pool.gc([]);
    await expect(checkNames(cloud)).resolves.toEqual([]);
  });

  test('of a port whose groups could not be read is tried too', async () => {
    refuse(/^listReachableInstanceGroups/, forbidden);
    await expect(pool.add(80)).rejects.toBe(forbidden);
    cloud.refuse = () => undefined;
    await cloud.createHealthCheck({ name: 'k8s-be-80', type: 'HTTP' });
    await pool.gc([]);
    await expect(checkNames(cloud)).resolves.toEqual([]);
  });
});

test('an error that only says "not found" is no 404', async () => {
  await pool.add(80);
  refuse(/^deleteBackendService/, new Error('not found'));
  await expect(pool.delete(80)).rejects.toThrow(
    'nodePort 80: delete global/backendServices/k8s-be-80 failed: not found',
  );
});
