import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/*
 * Writes src/evidence/recorded-methods.ts from recordings of real traffic: files of one exchange a line, in JSON with
 * the fields `collection`, `apiMethod`, `status` and `class`.
 */

const { values } = parseArgs({ options: { from: { type: 'string' } } });
if (values.from === undefined) {
  throw new Error('Pass the folder of the recordings: npm run evidence -w @gcepool/sim -- --from <folder>');
}

interface Exchange {
  readonly collection: string;
  readonly apiMethod: string;
  readonly status: number;
  /** `behaviour`, or `environment` for what depended on something outside the recording. */
  readonly class: string;
}

const found = new Set<string>();
for (const file of readdirSync(values.from)) {
  if (!file.endsWith('.jsonl')) continue;
  for (const line of readFileSync(join(values.from, file), 'utf8').trim().split('\n')) {
    // The shape is that of the recordings' own documentation.
    const exchange = JSON.parse(line) as Exchange;
    if (exchange.class !== 'behaviour' || exchange.status >= 300) continue;
    found.add(`${exchange.collection}.${exchange.apiMethod}`);
  }
}

const lines = [...found].toSorted().map((id) => `  '${id}',`);
const text = `/**
 * Methods that succeeded in recorded traffic with the real service, and whose answers were compared with this
 * simulator's. Made by scripts/list-recorded-methods.ts.
 */
export const recordedMethods: ReadonlySet<string> = new Set([
${lines.join('\n')}
]);
`;
writeFileSync(new URL('../src/evidence/recorded-methods.ts', import.meta.url), text);
