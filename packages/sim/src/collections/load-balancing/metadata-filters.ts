import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';

const MOST_LABELS = 64;

/** @throws Refusal for a filter of the metadata of Envoy clients that is not as the API's text has it */
export function checkMetadataFilters(filters: readonly Resource<'MetadataFilter'>[] | undefined, field: string): void {
  for (const [index, { filterLabels = [], filterMatchCriteria }] of (filters ?? []).entries()) {
    const at = `${field}[${index}]`;
    if (filterLabels.length === 0 || filterLabels.length > MOST_LABELS) {
      throw invalid(`${at}.filterLabels`, '', `Between 1 and ${MOST_LABELS} labels must be specified.`);
    }
    if (filterMatchCriteria === 'NOT_SET') {
      throw invalid(`${at}.filterMatchCriteria`, filterMatchCriteria, 'Must be one of: MATCH_ALL, MATCH_ANY.');
    }
  }
}
