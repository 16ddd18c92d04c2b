import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFingerprint, isSameFingerprint } from './fingerprint.ts';
import { Refusal } from './refusal.ts';
import { fingerprintOf } from './token.ts';

const bits = fc.nat({ max: 0xffffffff });
const fingerprint = fc.record({ high: bits, low: bits }).map(fingerprintOf);

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
const bare = (text: string): string => text.replace(/=+$/, '');

describe('fingerprints are the same when their bytes are', () => {
  test('in either alphabet, padded or not', () => {
    fc.assert(
      fc.property(fingerprint, (one) => {
        for (const spelling of [one, urlSafe(one), bare(one), bare(urlSafe(one))]) {
          expect(isSameFingerprint(spelling, one)).toBe(true);
          expect(isSameFingerprint(one, spelling)).toBe(true);
        }
      }),
    );
    expect(isSameFingerprint('+/+/+/+/+/8=', '-_-_-_-_-_8')).toBe(true);
  });

  test('and differ otherwise', () => {
    fc.assert(
      fc.property(fingerprint, fingerprint, (one, two) => {
        const isSame = Buffer.from(one, 'base64').equals(Buffer.from(two, 'base64'));
        expect(isSameFingerprint(urlSafe(one), bare(two))).toBe(isSame);
      }),
    );
    expect(isSameFingerprint('abcdef0123A=', 'ABCDEF0123A=')).toBe(false);
  });
});

describe('a request that carries one', () => {
  const stored = { fingerprint: 'abc+/f0123A=' };
  const check = (sent: string | null | undefined, isRequired: boolean): Refusal | undefined => {
    try {
      checkFingerprint(sent, stored, { field: 'fingerprint', isRequired, message: 'Invalid fingerprint.' });
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal;
      throw refusal;
    }
    return undefined;
  };

  test('passes with the current one', () => {
    expect(check('abc-_f0123A', true)).toBeUndefined();
  });

  test('is refused 412 with a stale one, whether it is required or not', () => {
    for (const isRequired of [true, false]) {
      expect(check('AAAAAAAAAAA=', isRequired)).toMatchObject({
        status: 412,
        reason: 'conditionNotMet',
        message: 'Invalid fingerprint.',
        location: { location: 'If-Match', locationType: 'header' },
      });
    }
  });

  test.each([undefined, null, ''])('%j counts as none', (sent) => {
    expect(check(sent, false)).toBeUndefined();
    expect(check(sent, true)).toMatchObject({
      status: 400,
      reason: 'required',
      message: "Required field 'resource.fingerprint' not specified",
    });
  });

  test('is refused when the resource has none', () => {
    expect(() =>
      checkFingerprint('abc=', {}, { field: 'fingerprint', isRequired: false, message: 'No.' }),
    ).toThrowError(expect.objectContaining({ status: 412 }));
  });
});
