import { expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import type { Write } from './touched.ts';
import { checkOf, isTouched } from './touched.ts';

type Rules = JsonObject & { readonly rules?: readonly JsonObject[]; readonly mode?: string; readonly text?: string };

const rules = [{ priority: 1 }];
const before: Rules = { rules, text: 'a' };

test.each([
  ['is what a resource is made with', undefined, {}, {}, true],
  ['stays as it is', before, {}, { ...before, text: 'b' }, false],
  ['is sent, and be it what was there', before, { rules }, before, true],
  ['is sent to be cleared', before, { mode: null }, before, true],
  ['became another that is only equal', before, {}, { ...before, rules: [{ priority: 1 }] }, true],
  ['is gone', before, {}, { text: 'a' }, true],
  ['came', before, {}, { ...before, mode: 'x' }, true],
] as const)('a write is about a field that %s', (_, stored, sent, resource, expected) => {
  const write = { before: stored === undefined ? undefined : { resource: stored }, sent };
  expect(isTouched<Rules>(['rules', 'mode'], resource, write)).toBe(expected);
});

test('a check of some fields sees them and no others, and is left out by a write that is about none of them', () => {
  const seen: JsonObject[] = [];
  const check = checkOf<Rules, 'rules' | 'mode', Write<Rules>>(['rules', 'mode'], (part) => void seen.push(part));
  check(before, { before: undefined, sent: {} });
  check({ ...before, text: 'b' }, { before: { resource: before }, sent: { text: 'b' } });
  check({ ...before, mode: 'x' }, { before: { resource: before }, sent: { mode: 'x' } });
  expect(seen).toEqual([{ rules }, { rules, mode: 'x' }]);
});
