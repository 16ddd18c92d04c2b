import type { Json } from '../../kernel/json.ts';
import { isObject } from '../../kernel/json.ts';
import type { Operator, Restriction } from './aip-syntax.ts';
import type { FieldPath } from '../../wire/field-path.ts';
import { linkNamed } from './linked.ts';
import { booleanOf, instantOf, longOf, numberOf, valueKindOf } from './value-kind.ts';

/** What a restriction says of one value of its field. */
export type Test = (value: Json) => boolean;

type Ordering = Exclude<Operator, '!=' | ':'>;

/** The test of a restriction, which for `!=` is that of `=`; undefined if it cannot be asked of the field. */
export function testOf(field: FieldPath, { operator, literal }: Restriction, project: string): Test | undefined {
  if (operator === ':' && literal === '*') return isPresent;
  // Lists can only be asked whether they have something (observed for `=`).
  if (field.isRepeated && operator !== ':') return undefined;
  const kind = valueKindOf(field.property);
  if (kind === undefined) return operator === ':' && field.property.type === 'map' ? hasKey(literal) : undefined;
  if (kind === 'boolean') return booleanTest(operator, literal);
  const isWord = operator === ':' && kind === 'string' && !field.isRepeated && !field.isMapValue;
  if (isWord && !literal.includes('*'))
    return literal === '' ? undefined : contains(literal, linkNamed(literal, project));
  const ordering = operator === ':' || operator === '!=' ? '=' : operator;
  if (kind === 'number') return numberTest(ordering, literal);
  return kind === 'long' ? longTest(ordering, literal) : stringTest(ordering, literal, linkNamed(literal, project));
}

/** Empty lists, maps and messages count as absent. */
const isPresent: Test = (value) => !isObject(value) || Object.keys(value).length > 0;

const hasKey =
  (key: string): Test =>
  (value) =>
    isObject(value) && Object.hasOwn(value, key);

const contains =
  (word: string, link: string | undefined): Test =>
  (value) =>
    typeof value === 'string' && (value.includes(word) || value === link);

function booleanTest(operator: Operator, literal: string): Test | undefined {
  const expected = booleanOf(literal);
  const isEquality = operator === '=' || operator === '!=' || operator === ':';
  return expected === undefined || !isEquality ? undefined : (value) => value === expected;
}

function numberTest(operator: Ordering, literal: string): Test | undefined {
  const expected = numberOf(literal);
  if (expected === undefined) return undefined;
  return (value) => typeof value === 'number' && isOrdered(operator, value - expected);
}

function longTest(operator: Ordering, literal: string): Test | undefined {
  const expected = longOf(literal);
  if (expected === undefined) return undefined;
  return (value) => {
    const long = typeof value === 'string' ? longOf(value) : undefined;
    return long !== undefined && isOrdered(operator, long < expected ? -1 : long > expected ? 1 : 0);
  };
}

/** Times are compared as instants, whatever their offsets; other texts by their characters. */
function stringTest(operator: Ordering, literal: string, link: string | undefined): Test {
  const instant = instantOf(literal);
  const pattern = operator === '=' && literal.includes('*') ? literal.split('*') : undefined;
  return (value) => {
    if (typeof value !== 'string') return false;
    if (value === link) return operator.includes('=');
    if (pattern !== undefined) return matchesWildcards(value, pattern);
    const time = instant === undefined ? undefined : instantOf(value);
    if (instant !== undefined && time !== undefined) return isOrdered(operator, time - instant);
    return isOrdered(operator, value < literal ? -1 : value > literal ? 1 : 0);
  };
}

/** Whether the text consists of the pieces in order, with anything between them. Time is linear in the text. */
function matchesWildcards(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= end;
}

function isOrdered(operator: Ordering, difference: number): boolean {
  switch (operator) {
    case '=':
      return difference === 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}
