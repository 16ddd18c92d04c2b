/** An IPv4 range in CIDR notation, as numbers. */
export interface IpRange {
  readonly first: number;
  readonly last: number;
}

/** @returns undefined for a text that is no range, or whose host bits are not zero */
export function parseIpRange(cidr: string): IpRange | undefined {
  const found = parseCidr(cidr);
  return found === undefined || found.range.first !== found.address ? undefined : found.range;
}

/** The range that an address in CIDR notation lies in, as interfaces have it: `169.254.1.1/30`; undefined for any other text. */
export const rangeAround = (cidr: string): IpRange | undefined => parseCidr(cidr)?.range;

function parseCidr(cidr: string): { readonly address: number; readonly range: IpRange } | undefined {
  const slash = cidr.indexOf('/');
  const address = slash === -1 ? undefined : parseIp(cidr.slice(0, slash));
  const length = address === undefined ? undefined : prefixLengthAt(cidr, slash + 1);
  if (address === undefined || length === undefined) return undefined;
  const size = 2 ** (32 - length);
  const first = address - (address % size);
  return { address, range: { first, last: first + size - 1 } };
}

/** The number of up to 32 in one or two digits with which a text ends from `start` on. */
function prefixLengthAt(cidr: string, start: number): number | undefined {
  const digits = cidr.length - start;
  if (digits < 1 || digits > 2) return undefined;
  let length = 0;
  for (let index = start; index < cidr.length; index++) {
    const digit = cidr.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    length = length * 10 + digit;
  }
  return length <= 32 ? length : undefined;
}

/** An IPv4 address as a number; undefined for a text that is none. */
export function parseIp(address: string): number | undefined {
  let value = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index) - ZERO;
    if (code >= 0 && code <= 9) {
      part = part * 10 + code;
      if (++digits > 3 || part > 255) return undefined;
    } else {
      if (code !== DOT || digits === 0 || ++dots > 3) return undefined;
      value = value * 256 + part;
      part = digits = 0;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + part : undefined;
}

const ZERO = '0'.charCodeAt(0);
const DOT = '.'.charCodeAt(0) - ZERO;

/** Whether an IPv4 address lies in a range; nothing lies in a text that is none. */
export function isInRange(address: string, cidr: string): boolean {
  const range = parseIpRange(cidr);
  const number = parseIp(address);
  return range !== undefined && number !== undefined && number >= range.first && number <= range.last;
}

/** Whether two ranges have an address in common. */
export const overlaps = (a: IpRange, b: IpRange): boolean => a.first <= b.last && b.first <= a.last;

/**
 * The first range that lies within another and overlaps none of those that are taken; undefined if there is no room.
 *
 * @param size how many addresses it has, a power of two
 */
export function freeRange(size: number, within: IpRange, taken: readonly IpRange[]): IpRange | undefined {
  let first = Math.ceil(within.first / size) * size;
  for (const other of taken.toSorted((a, b) => a.first - b.first)) {
    if (other.last < first) continue;
    if (other.first >= first + size) break;
    first = Math.ceil((other.last + 1) / size) * size;
  }
  const range = { first, last: first + size - 1 };
  return range.last <= within.last ? range : undefined;
}

/** `167772162` → `10.0.0.2` */
export const formatIp = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
