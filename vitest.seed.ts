import process from 'node:process';
import fc from 'fast-check';

/* Every property draws its cases from the one seed of the run, unless it names its own. */

const text = process.env['GCEPOOL_TEST_SEED'];
const seed = Number(text);
if (!Number.isSafeInteger(seed)) throw new TypeError(`GCEPOOL_TEST_SEED must be a whole number; got ${text}`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
