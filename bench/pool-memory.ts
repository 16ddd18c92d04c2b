import type { Clock } from '@gcepool/core';
import { Namer, newBackendPool } from '@gcepool/core';
import { createGceCloud } from '@gcepool/gce';
import { createSimulator } from '@gcepool/sim';
import { portsOf, zonesOf } from './pool-situations.ts';

const RECONCILES = 10_000;
const SAMPLES = 10;
const PORTS = 10;

/** Heap of one process that reconciles again and again, with a change in every tenth run; the simulator is begun anew at each sample. */
export async function run(): Promise<void> {
  const prepared = createSimulator();
  let simulator = prepared.fork();
  let now = 0;
  const clock: Required<Clock> = {
    now: () => now,
    sleep: async (ms) => void (now += ms),
    random: () => Math.random(),
  };
  const cloud = createGceCloud({ project: 'bench', fetch: (input, init) => simulator.fetch(input, init) });
  const unlimited = { get: undefined, list: undefined, mutate: undefined, getHealth: undefined };
  const zones = zonesOf(3);
  const pool = newBackendPool({
    cloud,
    namer: new Namer('uid'),
    zones,
    clock,
    rates: unlimited,
    resyncWithCloud: true,
  });

  console.log('| reconciles | changes made | heap |\n|---|---|---|');
  let changes = 0;
  for (let index = 1; index <= RECONCILES; index++) {
    // One port comes and goes: what a pool remembers of runs and removals is there to be remembered.
    const hasOneMore = Math.floor(index / 10) % 2 === 1;
    const { outcomes } = await pool.reconcile(portsOf(PORTS + (hasOneMore ? 1 : 0)));
    changes += outcomes.length;
    now += 60_000;
    if (index !== 100 && index % (RECONCILES / SAMPLES) !== 0) continue;
    // Operations and the log of calls are the simulator's, and grow with the work that is done.
    const { resources, ...rest } = simulator.snapshot();
    simulator = createSimulator({
      snapshot: { ...rest, resources: resources.filter(([path]) => !path.includes('/operations/')) },
    });
    console.log(`| ${index.toLocaleString('en')} | ${changes.toLocaleString('en')} | ${heapMb()} MB |`);
  }
}

function heapMb(): string {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 1_048_576).toFixed(1);
}
