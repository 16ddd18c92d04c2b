import type { CloudBackendPoolOptions, ServicePort } from '@gcepool/core';
import { createSimulator, type Simulator } from '@gcepool/sim';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changes, poolLab, type PoolLab } from './pool-lab.test-support.ts';
import {
  expectedOf,
  differences,
  foreignBytes,
  setUp,
  poolZones,
  desiredPorts,
  worlds,
} from './pool-world.test-support.ts';
import { runParameters } from './run-parameters.test-support.ts';

/* What holds of the pool in any project, on the simulator, through Google's client. */

/** Reconciles as a new process; what is refused, such as a name that another cluster has marked, is no concern here. */
async function reconcile(
  lab: PoolLab,
  ports: readonly ServicePort[],
  options: Partial<CloudBackendPoolOptions> = {},
): Promise<void> {
  await lab
    .pool({ zones: poolZones, removalCap: false, ...options })
    .reconcile(ports)
    .catch(() => undefined);
}

/** That all is as desired, nothing foreign has changed, and another run changes nothing. */
async function expectReached(lab: PoolLab, ports: readonly ServicePort[], foreign: string): Promise<void> {
  expect(lab.state()).toMatchObject(expectedOf(lab, ports));
  expect(differences(lab, ports)).toEqual([]);
  expect(foreignBytes(lab)).toBe(foreign);
  lab.calls.length = 0;
  await reconcile(lab, ports);
  // A check that somebody else uses cannot go; it is tried every time.
  expect(changes(lab.calls).filter((call) => !call.startsWith('healthChecks.delete '))).toEqual([]);
}

/** A project after these requests. */
function projectAfter(requests: Parameters<typeof setUp>[1]): Simulator {
  const simulator = createSimulator();
  const lab = poolLab(simulator);
  lab.begin();
  setUp(lab, requests);
  return simulator;
}

test('from any state, reconcile reaches exactly the desired state, does nothing the second time, and touches nothing foreign', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, async (world, ports) => {
      const lab = poolLab(projectAfter(world));
      const foreign = foreignBytes(lab);
      await reconcile(lab, ports);
      await expectReached(lab, ports, foreign);
    }),
    runParameters(80),
  );
});

const faults = [
  { code: 412, reason: 'conditionNotMet' },
  { code: 429, reason: 'rateLimitExceeded' },
  { code: 403, reason: 'rateLimitExceeded' },
  { code: 403, reason: 'forbidden' },
  { code: 403, reason: 'quotaExceeded' },
  { code: 500, reason: 'internalError' },
  { code: 503, reason: 'backendError' },
  { code: 400, reason: 'resourceNotReady' },
  { code: 400, reason: 'invalid' },
  { code: 404, reason: 'notFound' },
  { code: 409, reason: 'alreadyExists' },
  'lost',
  'unsent',
] as const;

test('the same with faults of every kind, once they stop', async () => {
  const someFaults = fc.array(fc.record({ at: fc.nat(60), fault: fc.constantFrom(...faults) }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, someFaults, async (world, ports, list) => {
      const lab = poolLab(projectAfter(world));
      const foreign = foreignBytes(lab);
      let count = 0;
      const meddle = (): ReturnType<PoolLab['answer']> => {
        const number = count++;
        return list.find(({ at }) => at === number)?.fault;
      };
      lab.answer = lab.answerWait = meddle;
      await reconcile(lab, ports);
      lab.answer = lab.answerWait = () => undefined;
      expect(foreignBytes(lab)).toBe(foreign);
      await reconcile(lab, ports);
      await expectReached(lab, ports, foreign);
    }),
    runParameters(80),
  );
});

test('the same when killed before, between and after every single request', async () => {
  // No clock: who is dead repeats nothing.
  const mortal = { clock: undefined, concurrency: 2 };
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, async (world, ports) => {
      const simulator = projectAfter(world);
      let requests = 0;
      const whole = poolLab(simulator.fork());
      whole.answer = whole.answerWait = () => {
        requests += 1;
        return undefined;
      };
      await reconcile(whole, ports, mortal);
      for (let last = 0; last <= requests; last += 1) {
        for (const fate of ['unsent', 'lost'] as const) {
          const lab = poolLab(simulator.fork());
          const foreign = foreignBytes(lab);
          let count = 0;
          lab.answer = lab.answerWait = () => {
            count += 1;
            if (count <= last) return undefined;
            return count === last + 1 ? fate : 'unsent';
          };
          await reconcile(lab, ports, mortal);
          lab.answer = lab.answerWait = () => undefined;
          await reconcile(lab, ports);
          await expectReached(lab, ports, foreign);
        }
      }
    }),
    runParameters(4),
  );
});

test('two pools of two processes at once do not lose each other’s work', async () => {
  const others = [{ nodePort: 11 }, { nodePort: 12, protocol: 'HTTPS' as const }];
  await fc.assert(
    fc.asyncProperty(worlds, desiredPorts, async (world, ports) => {
      const lab = poolLab(projectAfter(world));
      const foreign = foreignBytes(lab);
      const pools = [lab.pool({ zones: poolZones }), lab.pool({ zones: poolZones })];
      await Promise.allSettled([pools[0]?.sync(ports), pools[1]?.sync(others)]);
      const both = [...ports, ...others];
      expect(lab.state()).toMatchObject(expectedOf(lab, both));
      expect(differences(lab, both).filter((difference) => !difference.endsWith('is obsolete'))).toEqual([]);
      expect(foreignBytes(lab)).toBe(foreign);
    }),
    runParameters(40),
  );
});
