import { expect, test } from 'vitest';
import { parseCitations } from './citations.ts';

test('citations are read from JSON', () => {
  const citation = { rule: 'a.ts insert', describedAt: 'Address.name', sentence: 'must be', version: 'beta' };
  expect(parseCitations(JSON.stringify([citation]))).toEqual([citation]);
  expect(parseCitations('[]')).toEqual([]);
});

test('what is no citation is refused, and told which', () => {
  const good = { rule: 'a', describedAt: 'b', sentence: 'c' };
  expect(() => parseCitations('{}')).toThrow('are a list');
  expect(() => parseCitations(JSON.stringify([good, { ...good, sentence: '' }]))).toThrow('Citation 1 is not');
  expect(() => parseCitations(JSON.stringify([{ ...good, version: 'v2' }]))).toThrow('Citation 0 is not');
  expect(() => parseCitations('[null]')).toThrow('Citation 0 is not');
});
