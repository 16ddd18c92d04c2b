/**
 * Numbers that look random and are not: the same seed and sequence number give the same 64 bits. Ids, fingerprints and
 * operation names are made of them, so two simulators with one seed and one history are equal.
 */
export interface Token {
  readonly high: number;
  readonly low: number;
}

export function token(seed: number, sequence: number): Token {
  const high = mix(seed ^ Math.imul(sequence, 0x9e3779b1));
  const low = mix(high ^ Math.imul(sequence + 0x7f4a7c15, 0x85ebca6b));
  return { high, low };
}

/** A seed of 32 bits from any text (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Resource id: a decimal of 19 digits below 2^63, for clients read it as a signed number of 64 bits. */
export function idOf({ high, low }: Token): string {
  // Split at 10^9 so that plain numbers do: 1..8 followed by nine digits, and nine more.
  ID_DIGITS[0] = ZERO + 1 + (high % 8);
  writeDigits(mix(high ^ low) % NINE_DIGITS, ID_DIGITS, 1, 9);
  writeDigits(low % NINE_DIGITS, ID_DIGITS, 10, 9);
  return String.fromCharCode(...ID_DIGITS);
}

const NINE_DIGITS = 1_000_000_000;

/** The codes of the id that is being printed: three are printed for each new resource. */
const ID_DIGITS = Array.from({ length: 19 }, () => 0);

/** Writes the codes of the digits of a number of 31 bits, so many of them, from `start` on: to print numbers is slow. */
function writeDigits(value: number, codes: number[], start: number, count: number): void {
  let rest = value | 0;
  for (let index = start + count - 1; index >= start; index--) {
    const next = (rest / 10) | 0;
    codes[index] = ZERO + rest - next * 10;
    rest = next;
  }
}

const ZERO = '0'.charCodeAt(0);

/** Fingerprint: eight bytes in standard base64, twelve characters. */
export function fingerprintOf({ high, low }: Token): string {
  return String.fromCharCode(
    base64(high >>> 26),
    base64(high >>> 20),
    base64(high >>> 14),
    base64(high >>> 8),
    base64(high >>> 2),
    base64((high << 4) | (low >>> 28)),
    base64(low >>> 22),
    base64(low >>> 16),
    base64(low >>> 10),
    base64(low >>> 4),
    base64(low << 2),
    EQUALS_SIGN,
  );
}

/** Operation name: `operation-<milliseconds>-<13 hex>-<8 hex>-<8 hex>`. */
export function operationNameOf(now: number, { high, low }: Token): string {
  // The second part is the time in microseconds in GCE's own names; a number of more than 32 bits is slow to print.
  const microseconds = now * 1000;
  const upper = Math.floor(microseconds / 0x1_0000_0000)
    .toString(16)
    .padStart(5, '0');
  return `operation-${now}-${upper}${hex(microseconds)}-${hex(high)}-${hex(low)}`;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const EQUALS_SIGN = '='.charCodeAt(0);

/** The code of the character that stands for the last six bits. */
const base64 = (value: number): number => BASE64.charCodeAt(value & 63);

const HEX = '0123456789abcdef';
const digit = (value: number): number => HEX.charCodeAt(value & 15);

/** The last eight hexadecimal digits of a number. */
const hex = (value: number): string =>
  String.fromCharCode(
    digit(value >>> 28),
    digit(value >>> 24),
    digit(value >>> 20),
    digit(value >>> 16),
    digit(value >>> 12),
    digit(value >>> 8),
    digit(value >>> 4),
    digit(value),
  );

/** The finalizer of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
