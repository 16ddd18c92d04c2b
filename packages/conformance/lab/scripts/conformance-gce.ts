import process from 'node:process';
import { parseArgs } from 'node:util';
import { createGceCloud } from '@gcepool/gce';
import { runReal } from '../real/run-real.ts';

/* Tries the laws for clouds on the project that GCEPOOL_PROJECT names, with application default credentials. */

const { values } = parseArgs({
  options: {
    'for-real': { type: 'boolean', default: false },
    'num-runs': { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    'most-changes': { type: 'string', default: '200' },
    prefix: { type: 'string', default: 'gcepool-conformance' },
    zone: { type: 'string', default: 'us-central1-a' },
  },
});
const project = process.env['GCEPOOL_PROJECT'] ?? '';
if (project === '') {
  console.error('GCEPOOL_PROJECT must name a project for tests, such as GCEPOOL_PROJECT=my-project; nothing was done');
  process.exit(2);
}

// Taken up before anything is made: whoever interrupts does not want what was made to stay.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.error('stopping: what was made is deleted first');
    stop.abort();
  });
}
const isDone = await runReal({
  cloud: createGceCloud({ project }),
  project,
  prefix: values.prefix,
  zone: values.zone,
  isForReal: values['for-real'],
  numRuns: wholeNumber('num-runs', values['num-runs']),
  seed: wholeNumber('seed', values.seed),
  mostChanges: wholeNumber('most-changes', values['most-changes']),
  signal: stop.signal,
  print: (line) => console.log(line),
});
process.exit(isDone ? 0 : 1);

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new TypeError(`--${name} must be a whole number above 0; got ${text}`);
}
