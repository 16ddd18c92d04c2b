import type { Entry } from '../kernel/entry.ts';
import { requireFingerprint } from '../kernel/fingerprint.ts';
import type { JsonDraft, JsonObject } from '../kernel/json.ts';
import { asObject } from '../kernel/json.ts';
import { invalid } from '../kernel/refusal.ts';
import type { Transaction } from '../kernel/transaction.ts';
import { whenUsed } from '../kernel/when-used.ts';

const KEY = whenUsed(() => /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u);
const VALUE = whenUsed(() => /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u);

const MOST_LABELS = 64;

const CHARACTERS = 'can only contain lowercase letters, numeric characters, underscores and dashes.';
const LENGTH = 'can be at most 63 characters long. International characters are allowed.';

/**
 * Labels of anything that has some: the words for keys and values are of many reports, the number is documented.
 *
 * @throws Refusal for labels that are none
 */
export function checkLabels(labels: Readonly<Record<string, unknown>> | undefined, field: string): void {
  const entries = Object.entries(labels ?? {});
  if (entries.length > MOST_LABELS) throw invalid(field, '', `There can be at most ${MOST_LABELS} labels.`);
  for (const [key, value] of entries) {
    if (!KEY().test(key)) {
      const start = 'The key must start with a lowercase character,';
      throw invalid(
        field,
        '',
        `Label key '${key}' violates format constraints. ${start} ${CHARACTERS} The key ${LENGTH}`,
      );
    }
    // A null takes the label away; everything else was read as text.
    if (typeof value !== 'string' || VALUE().test(value)) continue;
    throw invalid(
      field,
      '',
      `Label value '${value}' violates format constraints. The value ${CHARACTERS} The value ${LENGTH}`,
    );
  }
}

/** A resource with other labels than it has. @throws Refusal without the current `labelFingerprint` */
export function withLabels(entry: Entry, sent: JsonObject, transaction: Transaction): Entry {
  requireFingerprint(sent['labelFingerprint'], entry.resource, {
    field: 'labelFingerprint',
    message: 'Labels fingerprint either invalid or resource labels have changed',
  });
  const labels = asObject(sent['labels']);
  checkLabels(labels, 'labels');
  const resource: JsonDraft = { ...entry.resource, labelFingerprint: transaction.newFingerprint() };
  if (Object.keys(labels).length > 0) resource['labels'] = labels;
  else delete resource['labels'];
  return { ...entry, resource };
}
