import { describe, expect, test } from 'vitest';
import { absentAsUndefined, codeOf, isInUse, messageOf } from './cloud-error.ts';
import { inUse, invalid, notFound } from './refusal.test-support.ts';

test('only a numeric code is a code: text that says "not found" is no 404', () => {
  expect(codeOf(notFound('x'))).toBe(404);
  expect(codeOf({ code: 409 })).toBe(409);
  expect(codeOf(new Error('404 not found'))).toBeUndefined();
  expect(codeOf(Object.assign(new Error('no'), { code: 'ENOENT' }))).toBeUndefined();
  expect(codeOf(undefined)).toBeUndefined();
});

describe('in use', () => {
  test('is told by the reason, or by the words GCE uses', () => {
    expect(isInUse(inUse('a', 'b'))).toBe(true);
    expect(isInUse(invalid("The health_check resource 'a' is already being used by 'b'"))).toBe(true);
  });

  test('is no other refusal', () => {
    expect(isInUse(invalid('bad'))).toBe(false);
    expect(isInUse(Object.assign(new Error('being used by'), { code: 500 }))).toBe(false);
  });
});

test('a refusal that is wrapped in another error is what it was', () => {
  const wrapped = new Error('while deleting', { cause: new Error('again', { cause: inUse('a', 'b') }) });
  expect(codeOf(wrapped)).toBe(400);
  expect(isInUse(wrapped)).toBe(true);
  // An error with a status of its own speaks for itself.
  expect(codeOf(Object.assign(new Error('unknown', { cause: notFound('x') }), { code: 0 }))).toBe(0);
});

test('absent is undefined, everything else still rejects', async () => {
  await expect(absentAsUndefined(Promise.resolve(1))).resolves.toBe(1);
  await expect(absentAsUndefined(Promise.reject(notFound('x')))).resolves.toBeUndefined();
  await expect(absentAsUndefined(Promise.reject(new Error('not found')))).rejects.toThrow('not found');
});

test('anything thrown has a message', () => {
  expect(messageOf(new Error('e'))).toBe('e');
  expect(messageOf('text')).toBe('text');
});
