import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { Backends } from './backends.ts';
import type { CloudBackendPoolOptions } from './backend-pool-options.ts';
import { refusal } from './cloud/refusal.test-support.ts';
import type { ServicePort } from './ports/service-port.ts';
import { virtualClock } from './calls/virtual-clock.test-support.ts';
import { cloudOf, foreignBytes, namer, shortcomings, desiredPorts, worlds } from './world.test-support.ts';

const poolOf = (cloud: InMemoryCloud, options: Partial<CloudBackendPoolOptions> = {}): Backends =>
  newBackendPool({ cloud, namer, removalCap: false, ...options });

/** Reconciles; what is refused, such as a name that another cluster has marked, is no concern of these properties. */
async function reconcile(cloud: InMemoryCloud, ports: readonly ServicePort[], options = {}): Promise<unknown> {
  return poolOf(cloud, options)
    .reconcile(ports)
    .catch((error: unknown) => error);
}

async function expectReached(cloud: InMemoryCloud, ports: readonly ServicePort[], foreign: string): Promise<void> {
  expect(shortcomings(cloud, ports)).toEqual([]);
  expect(foreignBytes(cloud)).toBe(foreign);
  cloud.calls.length = 0;
  await reconcile(cloud, ports);
  expect(cloud.calls.filter((call) => !/^(get|list|deleteHealthCheck)/.test(call))).toEqual([]);
}

test('from any state, reconcile reaches exactly what is desired, does nothing the second time, and touches nothing foreign', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, async (world, ports) => {
      const cloud = await cloudOf(world);
      const foreign = foreignBytes(cloud);
      await reconcile(cloud, ports);
      await expectReached(cloud, ports, foreign);
    }),
    { numRuns: 300 },
  );
});

const faults = [
  refusal(412, 'conditionNotMet', 'Invalid fingerprint.'),
  refusal(429, 'rateLimitExceeded', 'too fast'),
  refusal(403, 'rateLimitExceeded', 'too fast'),
  refusal(403, 'forbidden', 'not allowed'),
  refusal(403, 'quotaExceeded', 'Quota exceeded'),
  refusal(500, 'internalError', 'oh'),
  refusal(503, 'backendError', 'busy'),
  refusal(400, 'resourceNotReady', 'not ready'),
  refusal(400, 'invalid', 'no'),
  refusal(404, 'notFound', 'gone'),
  refusal(409, 'alreadyExists', 'there already'),
  refusal(0, 'noAnswer', 'connection lost'),
];
const fault = fc.record({ at: fc.nat(40), isLost: fc.boolean(), error: fc.constantFrom(...faults) });

test('the same with faults of every kind, before and after the work is done, once they stop', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, fc.array(fault, { maxLength: 25 }), async (world, ports, list) => {
      const cloud = await cloudOf(world);
      const foreign = foreignBytes(cloud);
      const errorAt = (lost: boolean): Error | undefined =>
        list.find(({ at, isLost }) => isLost === lost && at === cloud.calls.length - 1)?.error;
      cloud.refuse = () => errorAt(false);
      cloud.lose = () => errorAt(true);
      await reconcile(cloud, ports, { clock: virtualClock() });
      cloud.refuse = () => undefined;
      cloud.lose = () => undefined;
      expect(foreignBytes(cloud)).toBe(foreign);
      // Other dice, as another process has: the same ones would give the same request ids.
      await reconcile(cloud, ports, { clock: virtualClock(2) });
      await expectReached(cloud, ports, foreign);
    }),
    { numRuns: 200 },
  );
});

test('failures that pass by themselves are outlasted in one run', async () => {
  const passing = faults.filter(
    ({ code, reason }) => [429, 500, 503, 0].includes(code) || reason === 'rateLimitExceeded',
  );
  await fc.assert(
    fc.asyncProperty(desiredPorts, fc.array(fc.constantFrom(...passing), { maxLength: 5 }), async (ports, errors) => {
      const cloud = await cloudOf({ zones: ['a', 'b'], groups: [], checks: [], services: [] });
      const rest = [...errors];
      cloud.refuse = () => rest.pop();
      await poolOf(cloud, { clock: virtualClock() }).reconcile(ports);
      expect(shortcomings(cloud, ports)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('killed before, between and after every single call, the next run repairs', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, async (world, ports) => {
      const whole = await cloudOf(world);
      await reconcile(whole, ports, { concurrency: 2 });
      const count = whole.calls.length;
      for (let last = 0; last <= count; last += 1) {
        for (const isDone of [false, true]) {
          const cloud = await cloudOf(world);
          const foreign = foreignBytes(cloud);
          const killed = refusal(0, 'aborted', 'killed');
          cloud.refuse = () => (cloud.calls.length > (isDone ? last + 1 : last) ? killed : undefined);
          cloud.lose = () => (isDone && cloud.calls.length > last ? killed : undefined);
          await reconcile(cloud, ports, { concurrency: 2 });
          cloud.refuse = () => undefined;
          cloud.lose = () => undefined;
          await reconcile(cloud, ports);
          await expectReached(cloud, ports, foreign);
        }
      }
    }),
    { numRuns: 12 },
  );
});

test('two pools at once do not lose each other’s work', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, fc.scheduler(), async (world, ports, scheduler) => {
      const cloud = await cloudOf(world);
      const foreign = foreignBytes(cloud);
      const others = [{ nodePort: 11 }, { nodePort: 12, protocol: 'HTTPS' as const }];
      const mixed = (target: InMemoryCloud): InMemoryCloud =>
        new Proxy(target, {
          get(object, key) {
            const member: unknown = Reflect.get(object, key);
            if (typeof member !== 'function' || key === 'link' || key === 'inRegion') return member;
            return (...parameters: unknown[]): Promise<unknown> =>
              scheduler.schedule(Promise.resolve()).then(() => Reflect.apply(member, object, parameters));
          },
        });
      const both = Promise.allSettled([
        poolOf(mixed(cloud), { adopt: 'by-name' }).sync(ports),
        poolOf(mixed(cloud)).sync(others),
      ]);
      await scheduler.waitFor(both);
      const missing = shortcomings(cloud, [...ports, ...others]).filter((each) => !each.endsWith('is left over'));
      expect(missing).toEqual([]);
      expect(foreignBytes(cloud)).toBe(foreign);
    }),
    { numRuns: 60 },
  );
});
