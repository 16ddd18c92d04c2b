import type { Json } from '../../kernel/json.ts';
import type { FieldPath } from '../../wire/field-path.ts';
import { findField, valuesAt } from '../../wire/field-path.ts';
import type { FilterSubject } from './filter-subject.ts';
import { linkNamed, withOurHost } from './linked.ts';
import { wholeMatch } from './linear-regex.ts';
import type { Predicate } from './predicate.ts';
import { all, not } from './predicate.ts';
import { booleanOf, longOf, numberOf, valueKindOf } from './value-kind.ts';
import { whenUsed } from '../../kernel/when-used.ts';

/** `name eq web-.*` */
export interface RegexTerm {
  readonly path: readonly string[];
  readonly operator: 'eq' | 'ne';
  readonly literal: string;
}

const TERM = whenUsed(
  () => /^([\p{L}_][\p{L}\p{N}_.-]*)\s+(eq|ne)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))$/su,
);

/** gcloud nests the terms of an AND in each other, two by two. */
const DEEPEST = 50;

/**
 * Reads the older of the two filter languages: one term, or terms in parentheses that must all hold.
 *
 * @returns undefined for a text that is not in this language
 */
export function parseRegexFilter(text: string, depth = 0): readonly RegexTerm[] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(')) {
    const term = parseTerm(trimmed);
    return term === undefined ? undefined : [term];
  }
  if (depth === DEEPEST) return undefined;
  const terms: RegexTerm[] = [];
  for (const group of splitGroups(trimmed) ?? ['']) {
    const inner = parseRegexFilter(group, depth + 1);
    if (inner === undefined) return undefined;
    terms.push(...inner);
  }
  return terms;
}

function parseTerm(text: string): RegexTerm | undefined {
  const found = TERM().exec(text);
  if (found === null) return undefined;
  const [, path = '', operator, double, single, bare] = found;
  // A backslash belongs to the expression, also before a quote: RE2 reads `\"` as a quote.
  return { path: path.split('.'), operator: operator === 'ne' ? 'ne' : 'eq', literal: double ?? single ?? bare ?? '' };
}

/** `(a) (b)` → `a`, `b`; undefined if there is anything outside, or a parenthesis or quote has no partner. */
function splitGroups(text: string): readonly string[] | undefined {
  const groups: string[] = [];
  let depth = 0;
  let start = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '(') start = depth++ === 0 ? index + 1 : start;
    else if (character === ')' && depth > 0) {
      if (--depth === 0) groups.push(text.slice(start, index));
    } else if (depth === 0 && character.trim() !== '') return undefined;
    else if (character === '"' || character === "'") quote = character;
  }
  return depth === 0 && quote === '' ? groups : undefined;
}

/** What the terms say of a resource of a schema; undefined if one of them cannot be asked of it. */
export function compileRegexFilter(terms: readonly RegexTerm[], subject: FilterSubject): Predicate | undefined {
  const { schemaName, project, model } = subject;
  const predicates: Predicate[] = [];
  for (const { path, operator, literal } of terms) {
    const field = findField(schemaName, path, model);
    const test = field === undefined ? undefined : testOf(field, literal, project);
    if (field === undefined || test === undefined) return undefined;
    const holds: Predicate = (resource) => valuesAt(resource, field.segments).some(test);
    predicates.push(operator === 'eq' ? holds : not(holds));
  }
  return all(predicates);
}

/** Lists and maps cannot be asked (observed); a label can. */
function testOf(field: FieldPath, literal: string, project: string): ((value: Json) => boolean) | undefined {
  if (field.isRepeated) return undefined;
  switch (valueKindOf(field.property)) {
    case 'boolean': {
      const expected = booleanOf(literal);
      return expected === undefined ? undefined : (value) => value === expected;
    }
    case 'number': {
      const expected = numberOf(literal);
      return expected === undefined ? undefined : (value) => value === expected;
    }
    case 'long': {
      const expected = longOf(literal);
      return expected === undefined ? undefined : (value) => typeof value === 'string' && longOf(value) === expected;
    }
    case 'string': {
      const matches = wholeMatch(withOurHost(literal));
      const link = linkNamed(literal, project);
      if (matches === undefined) return undefined;
      return (value) => typeof value === 'string' && (value === link || matches(value));
    }
    case undefined:
      return undefined;
  }
}
