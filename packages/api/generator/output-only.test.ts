import { describe, expect, test } from 'vitest';
import { isOutputOnly } from './output-only.ts';

describe('output-only', () => {
  test.each([
    'Output only. [Output Only] Why the service exists.',
    '[Output Only] Server-defined URL.',
    '[output-only] Server-defined URL.',
    '[Deprecated] Use the other one. [Output only] A hash.',
  ])('%s', (description) => {
    expect(isOutputOnly('X.p', { type: 'string', description })).toBe(true);
  });

  test('what is marked, whatever it says, and every kind', () => {
    expect(isOutputOnly('X.p', { type: 'string', readOnly: true })).toBe(true);
    expect(isOutputOnly('X.kind', { type: 'string', description: 'Type of the resource.' })).toBe(true);
  });
});

describe('not output-only', () => {
  test.each([
    'Output only for one type, mutable for the other.',
    '[Output only for one type. Input only for the other]. The key.',
    "Name of the resource. For some it's a [Output Only] number.",
    'Two output-only children are made.',
    'One of these values: - `A` [output only]: the first.',
    'Contains output only fields.',
  ])('%s', (description) => {
    expect(isOutputOnly('X.p', { type: 'string', description })).toBe(false);
  });

  test('what has no description, and what clients set against the words of the document', () => {
    expect(isOutputOnly('X.p', { type: 'string' })).toBe(false);
    expect(isOutputOnly('InstanceGroup.network', { type: 'string', description: '[Output Only] The URL.' })).toBe(
      false,
    );
  });
});
