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
  // Split at 10^9 so that plain numbers do: 1..8 followed by two groups of nine digits.
  const head = 1 + (high % 8);
  const middle = mix(high ^ low) % 1_000_000_000;
  const tail = low % 1_000_000_000;
  return `${head}${String(middle).padStart(9, '0')}${String(tail).padStart(9, '0')}`;
}

/** Fingerprint: eight bytes in standard base64, twelve characters. */
export function fingerprintOf({ high, low }: Token): string {
  return (
    sixBits(high >>> 26) +
    sixBits(high >>> 20) +
    sixBits(high >>> 14) +
    sixBits(high >>> 8) +
    sixBits(high >>> 2) +
    sixBits((high << 4) | (low >>> 28)) +
    sixBits(low >>> 22) +
    sixBits(low >>> 16) +
    sixBits(low >>> 10) +
    sixBits(low >>> 4) +
    sixBits(low << 2) +
    '='
  );
}

/** Operation name: `operation-<milliseconds>-<13 hex>-<8 hex>-<8 hex>`. */
export function operationNameOf(now: number, { high, low }: Token): string {
  // The second part is the time in microseconds in GCE's own names.
  const microseconds = (now * 1000).toString(16).padStart(13, '0');
  return `operation-${now}-${microseconds}-${hex(high)}-${hex(low)}`;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = (value: number): string => BASE64.charAt(value & 63);
const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** The finalizer of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
