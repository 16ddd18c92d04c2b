import type { Plan, PoolStep } from '@gcepool/core';
import type { Observation } from '@gcepool/core/internal';
import { Namer, NodePortHealthChecker } from '@gcepool/core';
import { desiredState, plan, readPorts } from '@gcepool/core/internal';
import { createGceCloud } from '@gcepool/gce';
import { portsOf, zonesOf } from './pool-situations.ts';

const cloud = createGceCloud({ project: 'bench' });
const namer = new Namer('uid');
const policy = { owner: { cluster: 'uid', adopt: 'by-name' } } as const;
const healthChecker = new NodePortHealthChecker(cloud);
const RUNS = 11;
const Z = 10;

/** CPU time and memory of planning, by number of ports. */
export async function run(): Promise<void> {
  console.log(
    `| ports × ${Z} zones | cold plan | of it, a port | steady plan | of it, a port | heap of the cold plan |`,
  );
  console.log('|---|---|---|---|---|---|');
  for (const P of [1_000, 2_500, 5_000, 10_000]) {
    const before = emptyProject();
    const [cold, coldMs] = timed(() => planned(P, before));
    const after = carriedOut(before, cold);
    const [, steadyMs] = timed(() => planned(P, after));
    const empty = heap();
    const kept = planned(P, before);
    const bytes = heap() - empty;
    if (kept.waves.flat().length !== 2 * P + Z) throw new Error('the plan is not what it should be');
    const cells = [
      P.toLocaleString('en'),
      `${coldMs.toFixed(0)} ms`,
      `${((coldMs / P) * 1_000).toFixed(1)} µs`,
      `${steadyMs.toFixed(0)} ms`,
      `${((steadyMs / P) * 1_000).toFixed(1)} µs`,
      `${(bytes / 1e6).toFixed(1)} MB`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const planned = (P: number, observed: Observation): Plan<PoolStep> =>
  plan(desiredState(readPorts(portsOf(P)).accepted, { namer, healthChecker }), observed, policy);

/** The result of the last of several runs, and the CPU time of the median one, in milliseconds. */
function timed<T>(work: () => T): [T, number] {
  const times: number[] = [];
  let result = work();
  for (let index = 0; index < RUNS; index += 1) {
    const start = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000);
  }
  return [result, times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN];
}

function emptyProject(): Observation {
  const zones = zonesOf(Z).map((name) => ({
    name,
    instanceGroupLink: cloud.link(`zones/${name}/instanceGroups/${namer.instanceGroup()}`),
  }));
  return {
    backendServices: [],
    healthChecks: [],
    instanceGroups: [],
    zones,
    unreachableZones: [],
    unreachableRegions: [],
  };
}

/** What there would be once the plan is carried out, as it would be read: as JSON. */
function carriedOut(before: Observation, { waves }: Plan<PoolStep>): Observation {
  const made = (collection: PoolStep['collection']): object[] =>
    waves.flat().flatMap((step) => {
      if (step.collection !== collection || !('after' in step)) return [];
      return [{ ...step.after, fingerprint: 'f', ...('zone' in step && { zone: `zones/${step.zone}` }) }];
    });
  const read = {
    backendServices: made('backendServices'),
    healthChecks: made('healthChecks'),
    instanceGroups: made('instanceGroups'),
  };
  return { ...before, ...(JSON.parse(JSON.stringify(read)) as typeof read) };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
