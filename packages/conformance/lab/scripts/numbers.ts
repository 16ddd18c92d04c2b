import { readFileSync, writeFileSync } from 'node:fs';
import { runConformance } from '../../src/index.ts';
import { ADAPTER_MUTANTS } from '../mutants/adapter-mutants.ts';
import { adapterVerdict } from '../mutants/adapter-verdict.ts';
import { POOL_MUTANTS } from '../mutants/pool-mutants.ts';
import { poolVerdict } from '../mutants/pool-verdict.ts';
import type { Verdict } from '../mutants/verdict.ts';
import { INSTANCES, simulatedCloud, ZONE } from '../simulated-cloud.ts';
import { LOSING_SCHEDULES } from '../world/losing-schedules.ts';
import { oneSwitchSchedules } from '../world/one-switch.ts';
import { POOL_LAWS, PoolLawBrokenError } from '../world/pool-laws.ts';
import { runSeed, WORLDS_OF_A_SEED } from '../world/run-seed.ts';
import { newCounts, runWorld } from '../world/run-world.ts';
import { WORLD_KINDS } from '../world/world-kinds.ts';

/* Measures what docs/conformance.md tells in numbers, and writes it there. The same each time. */

/** At least a thousand worlds. */
const SEEDS = Math.ceil(1000 / WORLDS_OF_A_SEED);
const HISTORIES = 1000;

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const report = await runConformance(async () => simulatedCloud({ pageSize: 2 }), {
  seed: 1,
  numRuns: HISTORIES,
  zone: ZONE,
  instances: INSTANCES,
});
if (!report.passed) throw new Error('the simulator breaks a law: run the tests of this package');

const counts = newCounts();
for (let seed = 1; seed <= SEEDS; seed += 1) {
  const failure = await runSeed(seed, {}, counts);
  if (failure !== undefined) throw new Error(`seed ${seed} breaks a law: ${failure.message}`);
}

const schedules = oneSwitchSchedules();
const lost = [];
for (const { story, without } of LOSING_SCHEDULES) {
  let count = 0;
  for (const events of schedules) {
    await runWorld(events, without).catch((error: unknown) => {
      if (!(error instanceof PoolLawBrokenError)) throw error;
      count += 1;
    });
  }
  lost.push(row(story.split(':')[0] ?? story, count));
}
for (const events of schedules) await runWorld(events);

const verdicts: Verdict[] = [];
for (const [name, mutation] of Object.entries(ADAPTER_MUTANTS)) {
  verdicts.push(await adapterVerdict(`adapter: ${name}`, mutation, 1));
}
for (const [name, options] of Object.entries(POOL_MUTANTS)) verdicts.push(await poolVerdict(name, options, 1));
const caught = verdicts.filter(({ law }) => law !== undefined).length;

const numbers = [
  `**Histories.** ${report.histories} histories of ${report.steps} steps on the simulator in process, seed 1:`,
  '',
  row('law for clouds', 'looked at', 'what it says'),
  row('---', '---:', '---'),
  ...report.laws.map(({ law, checks, says }) => row(`\`${law}\``, checks, says)),
  '',
  `**Worlds.** ${SEEDS * WORLDS_OF_A_SEED} worlds (seeds 1 to ${SEEDS}) of ${counts.events} events, in which controllers ran ${counts.runs} times and made ${counts.calls} calls:`,
  '',
  row('law for pools', 'looked at', 'what it says'),
  row('---', '---:', '---'),
  // The keys are the laws.
  ...Object.entries(POOL_LAWS).map(([law, says]) =>
    row(`\`${law}\``, counts.checks.get(law as keyof typeof POOL_LAWS) ?? 0, says),
  ),
  '',
  'So many of them have:',
  '',
  row('world with', 'worlds'),
  row('---', '---:'),
  ...Object.keys(WORLD_KINDS).map((kind) => row(kind, counts.worlds.get(kind) ?? 0)),
  '',
  '**Faults** that took effect in these worlds, without staleness, rate limits and quotas, which are set and not met:',
  '',
  row('kind', 'met'),
  row('---', '---:'),
  ...[...counts.faults].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, met]) => row(`\`${kind}\``, met)),
  '',
  `**Schedules.** All ${schedules.length} of one switch were run: one, two and three controllers, four manual edits, after each of twenty calls. The pool loses none. Without one of its protections it loses:`,
  '',
  row('protection that is off', 'schedules lost'),
  row('---', '---:'),
  ...lost,
  '',
  `**Mutants.** ${caught} of ${verdicts.length} mutants caught:`,
  '',
  row('mutant', 'caught by', 'steps of the smallest case'),
  row('---', '---', '---:'),
  ...verdicts.map(({ name, law = 'SURVIVED', steps = 0 }) => row(name, `\`${law}\``, steps)),
];

const file = new URL('../../../../docs/conformance.md', import.meta.url);
const page = readFileSync(file, 'utf8');
const [before, after] = [page.split('<!-- numbers -->')[0], page.split('<!-- /numbers -->')[1]];
if (before === undefined || after === undefined)
  throw new Error('docs/conformance.md has lost its <!-- numbers --> marks');
writeFileSync(file, `${before}<!-- numbers -->\n\n${numbers.join('\n')}\n\n<!-- /numbers -->${after}`);
