/**
 * `npm run drift -- DOCUMENT`: what a discovery document changes in the committed model, or in an older document
 * (`--since`). With `--citations FILE` the rules are listed whose sentence is not in the document, and the exit status is
 * 1 if there are any. `--json` prints the same as data.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { committedInWords, documentInWords } from './drift/api-in-words.ts';
import { parseCitations } from './drift/citations.ts';
import { driftBetween } from './drift/drift.ts';
import { report } from './drift/report.ts';
import { givenPath } from './given-path.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { since: { type: 'string' }, citations: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [document, ...others] = positionals;
if (document === undefined || others.length > 0) {
  throw new Error(
    'Pass one discovery document: npm run drift -- DOCUMENT [--since DOCUMENT] [--citations FILE] [--json]',
  );
}
const after = documentInWords(givenPath(document));
const before = values.since === undefined ? committedInWords(after.version) : documentInWords(givenPath(values.since));
if (before.version !== after.version) {
  throw new Error(
    `${values.since} is of ${before.version} and ${document} of ${after.version}; pass two of one version`,
  );
}
const citations =
  values.citations === undefined ? [] : parseCitations(readFileSync(givenPath(values.citations), 'utf8'));
const drift = driftBetween(before, after, citations);
console.log(values.json ? JSON.stringify(drift, undefined, 2) : report(drift));
if (drift.citations.length > 0) process.exitCode = 1;
