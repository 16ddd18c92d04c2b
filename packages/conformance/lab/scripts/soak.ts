import { parseArgs } from 'node:util';
import { POOL_LAWS } from '../world/pool-laws.ts';
import { newCounts } from '../world/run-world.ts';
import { runSeed, WORLDS_OF_A_SEED } from '../world/run-seed.ts';

/* Runs whole worlds, seed after seed, for so many minutes; stops at the first law that is broken. */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
  },
});

const first = wholeNumber('seed', values.seed);
const seeds = values.seeds === undefined ? Infinity : wholeNumber('seeds', values.seeds);
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new TypeError(`--minutes must be a number above 0; got ${values.minutes}`);

const counts = newCounts();
const start = performance.now();
let seed = first;
let failure: Awaited<ReturnType<typeof runSeed>>;
while (failure === undefined && seed - first < seeds && performance.now() - start < minutes * 60_000) {
  failure = await runSeed(seed, {}, counts);
  seed += 1;
}

const { events, runs, calls, faults, checks } = counts;
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${(seed - first) * WORLDS_OF_A_SEED} worlds of ${events} events, ${runs} runs, ${calls} calls in ${seconds} s`,
);
console.log(`faults: ${[...faults].map(([kind, met]) => `${met} ${kind}`).join(', ')}`);
for (const [law, says] of Object.entries(POOL_LAWS)) {
  // The keys are the laws.
  console.log(`  ${law.padEnd(18)} ${String(checks.get(law as keyof typeof POOL_LAWS) ?? 0).padStart(8)}  ${says}`);
}
if (failure === undefined) {
  console.log(`all laws hold, seeds ${first} to ${seed - 1}`);
} else {
  console.error(`\n${failure.message}\n\nThe fewest events found:\n${JSON.stringify(failure.events, undefined, 2)}\n`);
  console.error(
    `seed ${failure.seed} broke a law; again: npm run soak -w @gcepool/conformance -- --seed ${failure.seed} --seeds 1`,
  );
  process.exitCode = 1;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new TypeError(`--${name} must be a whole number from 0; got ${text}`);
}
