/**
 * `npm run drift -- DOCUMENT`: what a discovery document changes in the committed model, or in an older document
 * (`--since`). The rules in `--citations FILE` (`-` is the standard input) whose sentence is not in the document are
 * listed, and the exit status is 1 if there are any. Without a document, the committed versions are asked for the sentences.
 * `--json` prints the same as data.
 */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { apiVersions } from '../src/index.ts';
import { committedInWords, documentInWords } from './drift/api-in-words.ts';
import { parseCitations, type Citation } from './drift/citations.ts';
import { driftBetween } from './drift/drift.ts';
import { report } from './drift/report.ts';
import { givenPath } from './given-path.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { since: { type: 'string' }, citations: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [document, ...others] = positionals;
if (others.length > 0 || (document === undefined && values.since !== undefined)) {
  throw new Error('Pass one discovery document: npm run drift -- DOCUMENT [--since DOCUMENT] [--json]');
}
const citations = values.citations === undefined ? [] : await citationsIn(values.citations);
const revisions = document === undefined ? apiVersions.map(committedInWords) : [documentInWords(givenPath(document))];
const drifts = revisions.map((after) => {
  const before =
    values.since === undefined ? committedInWords(after.version) : documentInWords(givenPath(values.since));
  if (before.version !== after.version) {
    throw new Error(
      `${values.since} is of ${before.version} and ${document} of ${after.version}; pass two of one version`,
    );
  }
  return driftBetween(before, after, citations);
});
if (values.json) console.log(JSON.stringify(document === undefined ? drifts : drifts[0], undefined, 2));
else for (const drift of drifts) console.log(report(drift));
if (drifts.some((drift) => drift.citations.length > 0)) process.exitCode = 1;

async function citationsIn(file: string): Promise<Citation[]> {
  return parseCitations(file === '-' ? await text(process.stdin) : readFileSync(givenPath(file), 'utf8'));
}
