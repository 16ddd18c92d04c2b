import { expect, test } from 'vitest';
import { decodeParameter, decodeProperty } from './descriptor.ts';

test('types', () => {
  expect(decodeProperty('string')).toEqual({ type: 'string' });
  expect(decodeProperty('any')).toEqual({ type: 'any' });
  expect(decodeProperty('uint64')).toEqual({ type: 'string', format: 'uint64' });
  expect(decodeProperty('float')).toEqual({ type: 'number', format: 'float' });
  expect(decodeProperty('=UP|DOWN')).toEqual({ type: 'string', enum: ['UP', 'DOWN'] });
  expect(decodeProperty('Backend')).toEqual({ type: 'object', ref: 'Backend' });
  expect(decodeProperty('warning.data')).toEqual({ type: 'object', ref: 'warning.data' });
});

test('containers', () => {
  expect(decodeProperty('[]Backend')).toEqual({ type: 'array', items: { type: 'object', ref: 'Backend' } });
  expect(decodeProperty('{}[]int32')).toEqual({
    type: 'map',
    items: { type: 'array', items: { type: 'integer', format: 'int32' } },
  });
});

test('marks and attributes', () => {
  expect(decodeProperty('[]string!;default=a=b;minimum=-1;requiredOn=a.insert,b.patch')).toEqual({
    type: 'array',
    items: { type: 'string' },
    outputOnly: true,
    default: 'a=b',
    minimum: -1,
    requiredOn: ['a.insert', 'b.patch'],
  });
});

test('parameters', () => {
  expect(decodeParameter(String.raw`path string!;pattern=\S+ \S+`)).toEqual({
    location: 'path',
    type: 'string',
    required: true,
    pattern: String.raw`\S+ \S+`,
  });
  expect(decodeParameter('query []string')).toEqual({ location: 'query', type: 'string', repeated: true });
  expect(decodeParameter('query int32;minimum=1;maximum=4')).toMatchObject({ type: 'integer', minimum: 1, maximum: 4 });
});

test('what has no meaning is refused', () => {
  expect(() => decodeProperty('string;colour=red')).toThrow('attribute without a meaning: colour');
  expect(() => decodeParameter('query string;requiredOn=a')).toThrow('attribute without a meaning: requiredOn');
  expect(() => decodeParameter('query Backend')).toThrow('type without a meaning: Backend');
});
