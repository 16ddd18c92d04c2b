import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, idOf, operationNameOf, seedOf, token } from './token.ts';

const seed = fc.string().map(seedOf);
const sequence = fc.nat({ max: 10_000_000 });

/** Tokens as one simulator draws them. */
const drawn = (from: number, count: number): ReturnType<typeof token>[] =>
  Array.from({ length: count }, (_, index) => token(from, index));

describe('tokens', () => {
  test('follow from seed and sequence number, and from nothing else', () => {
    fc.assert(
      fc.property(seed, sequence, (from, number) => {
        expect(token(from, number)).toEqual(token(from, number));
      }),
    );
  });

  test('differ for different seeds', () => {
    expect(token(seedOf('a'), 0)).not.toEqual(token(seedOf('b'), 0));
  });

  test('a hundred thousand in a row are all different, however they are printed', () => {
    for (const from of [0, seedOf('gcepool'), 0xffffffff]) {
      const tokens = drawn(from, 100_000);
      expect(new Set(tokens.map(idOf)).size).toBe(tokens.length);
      expect(new Set(tokens.map(fingerprintOf)).size).toBe(tokens.length);
      expect(new Set(tokens.map((one) => operationNameOf(0, one))).size).toBe(tokens.length);
    }
  });

  test('make ids that a signed number of 64 bits holds', () => {
    const most = { high: 7, low: 999_999_999 };
    expect(BigInt(idOf(most))).toBeLessThan(2n ** 63n);
    fc.assert(
      fc.property(seed, sequence, (from, number) => {
        const id = idOf(token(from, number));
        expect(id).toMatch(/^[1-8]\d{18}$/);
      }),
    );
  });

  test('every bit is set about half of the time', () => {
    const count = 20_000;
    const tokens = drawn(seedOf('gcepool'), count);
    for (let bit = 0; bit < 32; bit++) {
      for (const half of ['high', 'low'] as const) {
        const share = tokens.filter((one) => (one[half] >>> bit) % 2 === 1).length / count;
        expect(share, `bit ${bit} of ${half}`).toBeGreaterThan(0.48);
        expect(share, `bit ${bit} of ${half}`).toBeLessThan(0.52);
      }
    }
  });
});

describe('what is made of a token', () => {
  test('an id is an unsigned 64-bit decimal of nineteen digits', () => {
    fc.assert(
      fc.property(seed, sequence, (from, number) => {
        const id = idOf(token(from, number));
        expect(id).toMatch(/^[1-9]\d{18}$/);
        expect(BigInt(id)).toBeLessThan(1n << 64n);
      }),
    );
  });

  test('a fingerprint is eight bytes in standard base64', () => {
    fc.assert(
      fc.property(seed, sequence, (from, number) => {
        const one = token(from, number);
        const fingerprint = fingerprintOf(one);
        expect(fingerprint).toMatch(/^[A-Za-z0-9+/]{11}=$/);
        const bytes = Buffer.from(fingerprint, 'base64');
        expect(bytes.readUInt32BE(0)).toBe(one.high);
        expect(bytes.readUInt32BE(4)).toBe(one.low);
        // Nothing is hidden in the two bits that the last character has to spare.
        expect(bytes.toString('base64')).toBe(fingerprint);
      }),
    );
  });

  test('an operation is named by its time, in milliseconds and in microseconds, and by its token', () => {
    expect(operationNameOf(1_628_718_698_079, { high: 0x3c0860b5, low: 0x0080e2df })).toBe(
      'operation-1628718698079-5c94f9f702318-3c0860b5-0080e2df',
    );
    fc.assert(
      fc.property(seed, sequence, fc.nat({ max: 253_402_300_799_999 }), (from, number, now) => {
        const name = operationNameOf(now, token(from, number));
        expect(name).toMatch(/^operation-\d+-[0-9a-f]{13,}-[0-9a-f]{8}-[0-9a-f]{8}$/);
        expect(name.length).toBeLessThanOrEqual(63);
      }),
    );
  });
});
