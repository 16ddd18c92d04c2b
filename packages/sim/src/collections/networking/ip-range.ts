/** An IPv4 range in CIDR notation, as numbers. */
export interface IpRange {
  readonly first: number;
  readonly last: number;
}

/** @returns undefined for a text that is no range, or whose host bits are not zero */
export function parseIpRange(cidr: string): IpRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}

/** Whether an IPv4 address lies in a range; nothing lies in a text that is none. */
export function isInRange(address: string, cidr: string): boolean {
  const range = parseIpRange(cidr);
  const number = parseIpRange(`${address}/32`)?.first;
  return range !== undefined && number !== undefined && number >= range.first && number <= range.last;
}

/** `167772162` → `10.0.0.2` */
export const formatIp = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
