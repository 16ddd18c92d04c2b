import { invalid } from '../../kernel/refusal.ts';
import { compileAipFilter } from './aip-filter.ts';
import { parseAipFilter } from './aip-syntax.ts';
import type { FilterSubject } from './filter-subject.ts';
import type { Predicate } from './predicate.ts';
import { compileRegexFilter, parseRegexFilter } from './regex-filter.ts';

/**
 * What a list's `filter` says of a resource. It is in one of two languages, which one request cannot mix: terms with `eq`
 * and `ne` and RE2 expressions, or AIP-160.
 *
 * A field that a resource does not have equals nothing and differs from everything, so `!=`, `ne` and NOT are complements.
 *
 * A link is compared as the resource it names, in whatever spelling and on whatever host.
 *
 * @param schemaName of the listed resources; undefined if they have none that can be asked
 * @throws Refusal for what GCE cannot read, and for a field that the resources do not have
 */
export function compileFilter(
  text: string,
  schemaName: string | undefined,
  place: Pick<FilterSubject, 'project' | 'model'>,
): Predicate {
  const { project, model } = place;
  const predicate = schemaName === undefined ? undefined : compile(text, { schemaName, project, model });
  if (predicate === undefined) throw invalid('filter', text, 'Invalid list filter expression.');
  return predicate;
}

function compile(text: string, subject: FilterSubject): Predicate | undefined {
  const terms = parseRegexFilter(text);
  if (terms !== undefined) return compileRegexFilter(terms, subject);
  const expression = parseAipFilter(text);
  return expression === undefined ? undefined : compileAipFilter(expression, subject);
}
