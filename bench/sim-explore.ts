import process from 'node:process';
import { createSimulator } from '@gcepool/sim';
import { ends, explore, ExplorationError, honestSuccess } from '@gcepool/sim/explore';
import type { Exploration, Program } from '@gcepool/sim/explore';
import { measure } from './measure.ts';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p/global/healthChecks';
const SECONDS = 60;

/** Fifty health checks, each made, waited for, changed and read: two hundred calls. */
const twoHundredCalls: Program = async ({ fetch }) => {
  for (let index = 0; index < 50; index++) {
    const started = await fetch(CHECKS, { method: 'POST', body: JSON.stringify({ name: `h${index}`, type: 'TCP' }) });
    // What an operation has.
    const { selfLink } = (await started.json()) as { selfLink: string };
    await fetch(selfLink);
    await fetch(`${CHECKS}/h${index}`, { method: 'PATCH', body: JSON.stringify({ checkIntervalSec: 9 }) });
    await fetch(`${CHECKS}/h${index}`);
  }
};

/** How much of a program of two hundred calls is explored in a minute, and what a fork and its first call take. */
export async function run(): Promise<void> {
  const before = process.cpuUsage();
  const budget = { runs: 1_000_000, seconds: SECONDS };
  const { runs, calls, callsWithoutFault, covered } = await explored({ budget });
  const { user, system } = process.cpuUsage(before);
  const singles = covered.faults.run + covered.crashes.run;
  const all = covered.faults.of + covered.crashes.of;
  console.log(`| | of a program of ${callsWithoutFault} calls, in ${SECONDS} s |\n|---|---|`);
  console.log(`| runs | ${runs}, ${(runs / SECONDS).toFixed(0)} a second |`);
  console.log(`| calls | ${calls}, ${(calls / SECONDS).toFixed(0)} a second |`);
  console.log(`| single faults and crashes | ${singles} of ${all}, ${((100 * singles) / all).toFixed(0)} % |`);
  console.log(`| time of the processor | ${((user + system) / 1e6).toFixed(0)} s |\n`);
  const large = createSimulator();
  for (let index = 0; index < 10_000; index++) {
    large.handle({ method: 'POST', url: CHECKS, body: { name: `h${index}`, type: 'TCP' } });
  }
  large.clock.runUntilIdle();
  await measure({
    'fork at 10,000 resources, and its first call': () =>
      large.fork().handle({ method: 'POST', url: CHECKS, body: { name: 'new', type: 'TCP' } }),
  });
}

async function explored(options: { readonly budget: object }): Promise<Exploration> {
  try {
    return await explore(twoHundredCalls, { ...options, hosts: 'left', invariant: [ends(), honestSuccess()] });
  } catch (error) {
    if (error instanceof ExplorationError) return error.exploration;
    throw error;
  }
}
