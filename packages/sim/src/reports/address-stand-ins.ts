import { formatIp, parseIp } from '../collections/networking/ip-range.ts';
import { isIP } from '../kernel/node-modules.ts';

/** A range, as its first address and the length of its prefix. */
type Range = readonly [first: string, length: number];

/** What is everybody's: nowhere, this machine, documentation, and what Google itself has or gives out. */
const EVERYBODYS: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.128.0.0', 9],
  ['35.191.0.0', 16],
  ['35.235.240.0', 20],
  ['127.0.0.0', 8],
  ['130.211.0.0', 22],
  ['169.254.0.0', 16],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['199.36.153.0', 24],
  ['203.0.113.0', 24],
  ['209.85.152.0', 22],
  ['209.85.204.0', 22],
  ['224.0.0.0', 3],
];

/**
 * Private ranges, and the bits in which an address in them is another: what lies in what, and what overlaps, stays as it is. It is no
 * secret, and leads back: docs/bug-reports.md says so.
 */
const PRIVATE: readonly (readonly [...Range, flipped: number])[] = [
  ['10.0.0.0', 9, 0x00_15_00_00],
  ['100.64.0.0', 10, 0x00_15_00_00],
  ['172.16.0.0', 12, 0x00_05_00_00],
  ['192.168.0.0', 16, 0x00_00_15_00],
];

/** Addresses of nobody, for tests of networks. */
const OTHERS = '198.18.0.0';

const isIn = (address: number, [first, length]: Range): boolean => {
  const size = 2 ** (32 - length);
  return Math.floor(address / size) === Math.floor((parseIp(first) ?? 0) / size);
};

/** What stands for IP addresses: of a public network of 256 addresses another such network. */
export class AddressStandIns {
  readonly #networks: Map<number, number> = new Map();
  readonly #later: Map<string, string> = new Map();

  /** @param text an address, or a range in CIDR notation */
  of(text: string): string {
    const [address = '', length] = text.split('/');
    const behind = length === undefined ? '' : `/${length}`;
    const number = parseIp(address);
    if (number === undefined) return isIP(address) === 6 ? this.#version6(address) + behind : text;
    if (EVERYBODYS.some((range) => isIn(number, range))) return text;
    const other = this.#version4(number);
    const host = length === undefined || Number(length) > 32 ? 1 : 2 ** (32 - Number(length));
    // Host bits that were zero are zero.
    return formatIp(number % host === 0 ? other - (other % host) : other) + behind;
  }

  #version4(number: number): number {
    const range = PRIVATE.find(([first, length]) => isIn(number, [first, length]));
    // Of 32 bits, without a sign.
    if (range !== undefined) return (number ^ range[2]) >>> 0;
    const network = Math.floor(number / 256);
    const index = this.#networks.get(network) ?? this.#networks.size;
    this.#networks.set(network, index);
    return (parseIp(OTHERS) ?? 0) + (index % 512) * 256 + (number % 256);
  }

  #version6(address: string): string {
    const lower = address.toLowerCase();
    if (/^(?:2001:db8:|2600:190[0-9a-f]:|fd20:|fe80:|::1?$|ff)/.test(lower)) return address;
    const found = this.#later.get(lower) ?? `2001:db8:0:${(this.#later.size + 1).toString(16)}::`;
    this.#later.set(lower, found);
    return found;
  }
}
