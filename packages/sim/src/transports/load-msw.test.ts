import process from 'node:process';
import { expect, test } from 'vitest';
import { isBlind, isNode, loadMsw } from './load-msw.ts';

test('Node.js takes the msw that is installed', () => {
  expect(isNode(process.versions)).toBe(true);
  expect(loadMsw().http).toBeDefined();
});

test.each([
  { node: '24.3.0', bun: '1.4.5' },
  { node: '24.9.0', deno: '2.9.6' },
])('%j is not Node.js', (versions) => {
  expect(isNode(versions)).toBe(false);
});

test.each([
  ['2.7.6', false],
  ['3.0.5', true],
  ['10.0.0', true],
])('elsewhere requests get past msw %s: %j', (version, isPast) => {
  expect(isBlind(version)).toBe(isPast);
});
