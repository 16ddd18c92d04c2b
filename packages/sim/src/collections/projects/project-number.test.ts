import { expect, test } from 'vitest';
import { projectNumberOf } from './project-number.ts';

test('the number of a project has twelve digits and is its own', () => {
  expect(projectNumberOf('a')).toMatch(/^[1-9]\d{11}$/);
  expect(projectNumberOf('a')).toBe(projectNumberOf('a'));
  expect(projectNumberOf('a')).not.toBe(projectNumberOf('b'));
});

test('a number stands for itself', () => {
  expect(projectNumberOf('123456789012')).toBe('123456789012');
});
