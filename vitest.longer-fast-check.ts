import process from 'node:process';
import fc from 'fast-check';

/*
 * fast-check, but every property is tried `GCEPOOL_TEST_TIMES` as often as it says: also one that says a number of its own,
 * which no setting of fast-check's multiplies.
 */

const text = process.env['GCEPOOL_TEST_TIMES'];
const times = Number(text);
if (!(times > 0)) throw new TypeError(`GCEPOOL_TEST_TIMES must be a number above 0; got ${text}`);

/** What fast-check tries where nothing is said. */
const USUAL_RUNS = 100;

/** No property is tried for longer: less than the time-out of a test, so that a slow one says how far it came. */
const LONGEST_MS = 20 * 60_000;

/** As fast-check's, longer. */
export function assert<Ts>(property: fc.IRawProperty<Ts>, parameters: fc.Parameters<Ts> = {}): unknown {
  const usual = parameters.numRuns ?? fc.readConfigureGlobal().numRuns ?? USUAL_RUNS;
  const numRuns = Math.ceil(times * usual);
  const reporter = (details: fc.RunDetails<Ts>): void => {
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    if (details.interrupted)
      console.warn(`Tried ${details.numRuns} of ${numRuns} cases in ${LONGEST_MS / 60_000} minutes`);
  };
  return fc.assert(property, { ...parameters, numRuns, interruptAfterTimeLimit: LONGEST_MS, reporter });
}

export * from 'fast-check';
export default { ...fc, assert };
