/** `npm run clients -- node gcloud`: runs these, or all that there are, and prints a table. Exit status 1 if one fails. */
import process from 'node:process';
import type { Step } from './client.ts';
import { Skip } from './client.ts';
import type { Trial } from './trials.ts';
import { TRIALS } from './trials.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => TRIALS.every((trial) => trial.name !== name));
if (unknown.length > 0) {
  const names = TRIALS.map(({ name }) => name).join(', ');
  console.error(`no client is called '${unknown.join("', '")}'; there are: ${names}`);
  process.exit(2);
}

const rows: string[] = [];
for (const trial of TRIALS) {
  if (wanted.length === 0 || wanted.includes(trial.name)) rows.push(await rowOf(trial));
}
console.log(`\n| client | version | steps passed | seconds |\n|---|---|---|---|\n${rows.join('\n')}`);

/** Seconds are those of the program, without what prepares it. */
async function rowOf(trial: Trial): Promise<string> {
  console.log(`\n=== ${trial.title}`);
  try {
    const program = await trial.prepare();
    const start = performance.now();
    const steps = await trial.run(program);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    for (const [title, why] of Object.entries(trial.leftOut)) console.log(`left out: ${title}: ${why}`);
    const failed = steps.filter(({ passed }) => !passed);
    for (const step of failed) console.log(told(step));
    if (failed.length > 0) process.exitCode = 1;
    const passed = steps.length - failed.length;
    console.log(`${passed} of ${steps.length} steps passed`);
    return `| ${trial.title} | ${program.version} | ${passed}/${steps.length} | ${seconds} |`;
  } catch (error) {
    if (error instanceof Skip) {
      console.log(`SKIPPED: ${error.message}`);
      return `| ${trial.title} | | skipped: ${error.message} | |`;
    }
    process.exitCode = 1;
    console.log(`FAILED: it could not be run\n${error instanceof Error ? error.message : String(error)}`);
    return `| ${trial.title} | | could not be run | |`;
  }
}

function told({ title, detail }: Step): string {
  return `FAILED: ${title}${detail === '' ? '' : `\n${detail}`}`;
}
