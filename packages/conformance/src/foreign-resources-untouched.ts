import { deepStrictEqual } from 'node:assert/strict';
import type { BackendService, HealthCheck } from '@gcepool/api';
import type { BackendPool, Cloud, ServicePort } from '@gcepool/core';
import { absentAsUndefined } from '@gcepool/core/internal';
import fc from 'fast-check';
import { hold, type LawOptions, type MakeCloud } from './law.ts';
import { lookalikeName } from './lookalike-name.ts';
import { clearPool, poolUnderTest, somePorts } from './pool-under-test.ts';

/** What others have in the project: a backend service, with a health check of its name or without one. */
interface Foreign {
  readonly backendService: BackendService & { readonly name: string };
  readonly hasHealthCheck: boolean;
}

const someForeign: fc.Arbitrary<Foreign[]> = fc.uniqueArray(
  fc.record({
    backendService: fc.record({
      name: lookalikeName,
      description: fc.constantFrom('', 'mine', '{"kubernetes.io/service-name":"shop/cart"}'),
      protocol: fc.constantFrom('HTTP', 'HTTPS'),
      timeoutSec: fc.integer({ min: 1, max: 3600 }),
    }),
    hasHealthCheck: fc.boolean(),
  }),
  { selector: ({ backendService }) => backendService.name, minLength: 1, maxLength: 5 },
);

/** One thing that is done to a pool. */
interface Act {
  readonly verb: 'sync' | 'gc' | 'delete' | 'shutdown';
  readonly ports: readonly ServicePort[];
}

const someActs: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ verb: fc.constantFrom('sync', 'gc', 'delete', 'shutdown'), ports: somePorts }),
  { minLength: 1, maxLength: 5 },
);

/**
 * Law: whatever is done to a pool, the backend services and health checks of others read byte for byte as before, even where
 * their names are nearly those of the pool.
 *
 * @throws Error with the fewest foreign resources and acts found for which it does not hold.
 */
export function foreignResourcesUntouched(makeCloud: MakeCloud<Cloud>, options?: LawOptions): Promise<void> {
  const property = fc.asyncProperty(someForeign, someActs, async (foreign, acts) => {
    const cloud = await makeCloud();
    try {
      for (const one of foreign) await make(cloud, one);
      const before = await readAll(cloud, foreign);
      for (const one of acts) await act(poolUnderTest(cloud), one);
      deepStrictEqual(await readAll(cloud, foreign), before, 'what belongs to others was changed');
    } finally {
      await clearPool(cloud);
      for (const one of foreign) await clear(cloud, one);
    }
  });
  return hold(property, options);
}

async function make(cloud: Cloud, { backendService, hasHealthCheck }: Foreign): Promise<void> {
  if (!hasHealthCheck) return cloud.createBackendService(backendService);
  const { name } = backendService;
  const healthCheck: HealthCheck = { name, type: 'TCP', tcpHealthCheck: { port: 80 } };
  await cloud.createHealthCheck(healthCheck);
  await cloud.createBackendService({ ...backendService, healthChecks: [cloud.link(`global/healthChecks/${name}`)] });
}

async function act(pool: BackendPool, { verb, ports }: Act): Promise<void> {
  switch (verb) {
    case 'sync':
    case 'gc':
      await pool[verb](ports);
      break;
    case 'delete':
      for (const port of ports) await pool.delete(port);
      break;
    case 'shutdown':
      await pool.shutdown();
      break;
  }
}

/** The bytes of all that belongs to others, by name. */
async function readAll(cloud: Cloud, foreign: readonly Foreign[]): Promise<Record<string, string>> {
  const read = foreign.map(async ({ backendService: { name }, hasHealthCheck }) => [
    name,
    JSON.stringify([
      (await absentAsUndefined(cloud.getBackendService(name))) ?? 'gone',
      hasHealthCheck ? ((await absentAsUndefined(cloud.getHealthCheck(name))) ?? 'gone') : 'none',
    ]),
  ]);
  return Object.fromEntries(await Promise.all(read));
}

async function clear(cloud: Cloud, { backendService: { name }, hasHealthCheck }: Foreign): Promise<void> {
  await absentAsUndefined(cloud.deleteBackendService(name));
  if (hasHealthCheck) await absentAsUndefined(cloud.deleteHealthCheck(name));
}
