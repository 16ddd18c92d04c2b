import { isStill, type Drift } from './drift.ts';

/** What changed, for people. */
export function report(drift: Drift): string {
  const { version, from, to, methods, schemas, fields, values, descriptions, citations } = drift;
  const changed = ({ name, changes }: Drift['fields']['changed'][number]): string[] => [name, ...indented(changes)];
  return [
    `Compute ${version}: revision ${from} → ${to}`,
    ...(isStill(drift) ? ['', 'Nothing changed.'] : []),
    ...section('rule with a sentence that is not there', citations, ({ rule, describedAt, sentence, now }) => [
      `${rule}, ${describedAt}`,
      ...indented([`cited: ${sentence}`, now === undefined ? 'nothing is said there' : `now: ${now}`]),
    ]),
    ...section('method added', methods.added),
    ...section('method removed', methods.removed),
    ...section('method changed', methods.changed, changed),
    ...section('schema added', schemas.added),
    ...section('schema removed', schemas.removed),
    ...section('field added', fields.added),
    ...section('field removed', fields.removed),
    ...section('field changed', fields.changed, changed),
    ...section('enumeration changed', values, ({ field, added, removed }) => [
      field,
      ...indented(signed(added, removed)),
    ]),
    ...section('description changed', descriptions, ({ of, added, removed }) => [
      of,
      ...indented(signed(added, removed)),
    ]),
    '',
  ].join('\n');
}

function section<T>(
  title: string,
  entries: readonly T[],
  lines: (entry: T) => string[] = (entry) => [String(entry)],
): string[] {
  if (entries.length === 0) return [];
  const plural = title.replace(/^(\w+?)(y?)(?= )/, (_, word: string, y: string) => `${word}${y === '' ? 's' : 'ies'}`);
  return ['', `${entries.length} ${entries.length === 1 ? title : plural}`, ...indented(entries.flatMap(lines))];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const signed = (added: readonly string[], removed: readonly string[]): string[] => [
  ...removed.map((line) => `- ${line}`),
  ...added.map((line) => `+ ${line}`),
];
