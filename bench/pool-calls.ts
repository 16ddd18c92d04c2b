import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { cost2017, Pool2017 } from './pool-2017.ts';
import { runPool } from './pool-runs.ts';
import type { Cost, Situation } from './pool-situations.ts';
import { floorOf, SITUATIONS } from './pool-situations.ts';

/** Above this the pool of 2017 is counted instead of run: a hundred times the ports take ten thousand times the work. */
const LARGEST_2017 = 100;

/** No group names more than 5,000 ports. */
const SIZES = [10, 100, 1_000, 4_000];
const ZONES = [1, 3, 10];

/** Calls and virtual makespan of the pool of 2017, of this pool and of the floor, in every situation. */
export async function run(): Promise<void> {
  console.log(
    '| P | Z | situation | 2017: requests + polls | time | this pool: reads + changes (+ waits) | time | floor | time |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const P of SIZES) for (const Z of ZONES) await runSize(P, Z);
  console.log('\n≈: counted by formula, which the runs of up to 100 ports have confirmed.');
}

async function runSize(P: number, Z: number): Promise<void> {
  const [mine, theirs] = [createSimulator(), createSimulator()];
  for (const situation of SITUATIONS) {
    // The first situation is what the others begin with.
    const isCold = situation === 'cold';
    const pool = await runPool(isCold ? mine : mine.fork(), situation, P, Z);
    const old = run2017(isCold ? theirs : theirs.fork(), situation, P, Z);
    const floor = floorOf(situation, P, Z);
    const cells = [
      P.toLocaleString('en'),
      Z,
      situation,
      `${old.isCounted ? '≈ ' : ''}${(old.reads + old.changes).toLocaleString('en')} + ${old.waits.toLocaleString('en')}`,
      duration(old.seconds),
      `${callsOf(pool)} (+ ${pool.waits.toLocaleString('en')})`,
      duration(pool.seconds),
      callsOf(floor),
      duration(floor.seconds),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function run2017(
  simulator: Simulator,
  situation: Situation,
  P: number,
  Z: number,
): Cost & { readonly isCounted: boolean } {
  const counted = cost2017(situation, P, Z);
  if (P > LARGEST_2017) return { ...counted, isCounted: true };
  const cost = new Pool2017(simulator).run(situation, P, Z);
  if (cost.reads !== counted.reads || cost.changes !== counted.changes) {
    throw new Error(`2017, ${situation}, P=${P}, Z=${Z}: ${JSON.stringify(cost)} is not ${JSON.stringify(counted)}`);
  }
  return { ...cost, isCounted: false };
}

const callsOf = ({ reads, changes }: Cost): string => `${reads} + ${changes.toLocaleString('en')}`;

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  if (seconds < 7_200) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
