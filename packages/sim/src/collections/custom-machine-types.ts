import { own } from '../kernel/own.ts';
/** What a machine type of one's own choice may be: CPUs, and MB of memory for each. */
interface CustomRange {
  readonly cpus: (count: number) => boolean;
  readonly memoryMb: readonly [leastForEach: number, mostForEach: number];
  /** Memory beyond the most for each CPU can be had, where a name says so. */
  readonly extends?: true;
}

const even = (most: number) => (count: number) => count % 2 === 0 && count >= 2 && count <= most;

/** 2, and then only multiples of 4 up to so many. */
const fours = (most: number) => (count: number) => count === 2 || (count % 4 === 0 && count >= 4 && count <= most);

/** By series, as documented. */
const RANGES: Readonly<Record<string, CustomRange>> = {
  e2: { cpus: even(32), memoryMb: [512, 8192] },
  g2: { cpus: even(96), memoryMb: [2048, 13_824] },
  // The least is 0.9 GB for each, which makes 1 GB of one (observed).
  n1: { cpus: (count) => count === 1 || even(96)(count), memoryMb: [921.6, 6656], extends: true },
  n2: { cpus: (count) => (count <= 32 ? even(32)(count) : fours(128)(count)), memoryMb: [512, 8192], extends: true },
  n2d: {
    cpus: (count) => count === 2 || (count <= 16 ? fours(16)(count) : count % 16 === 0 && count <= 96),
    memoryMb: [512, 8192],
    extends: true,
  },
  n4: { cpus: even(80), memoryMb: [2048, 8192], extends: true },
  n4a: { cpus: (count) => count === 1 || even(64)(count), memoryMb: [2048, 8192], extends: true },
  n4d: { cpus: even(96), memoryMb: [2048, 8192], extends: true },
};

/** Least and most MB of memory of custom types that share a core (documented). */
const SHARED: Readonly<Record<string, readonly [least: number, most: number]>> = {
  micro: [1024, 2048],
  small: [2048, 4096],
  medium: [4096, 8192],
};

/** A custom machine type as its name says it. */
export interface CustomType {
  readonly guestCpus: number;
  readonly memoryMb: number;
  readonly isSharedCpu: boolean;
  /** Why there is no such type; undefined if there is. */
  readonly problem: string | undefined;
}

/** `custom-4-8192`, `n2-custom-8-16384-ext`, `e2-custom-micro-2048`; undefined for a name of another form. */
export function customType(name: string): CustomType | undefined {
  const [, series = 'n1', size, memory = '', ext] =
    /^(?:([a-z]\d[a-z]?)-)?custom-(\d+|micro|small|medium)-(\d+)(-ext)?$/.exec(name) ?? [];
  const range = own(RANGES, series);
  if (size === undefined || range === undefined || (ext !== undefined && range.extends !== true)) return undefined;
  const memoryMb = Number(memory);
  const shared = own(SHARED, size);
  if (shared !== undefined) {
    if (series !== 'e2') return undefined;
    // Guests of all three see two CPUs, as those of `e2-micro` do.
    return { guestCpus: 2, memoryMb, isSharedCpu: true, problem: problemOfMemory('2.0', memoryMb, shared) };
  }
  const guestCpus = Number(size);
  const least = Math.ceil((guestCpus * range.memoryMb[0]) / 256) * 256;
  const most = ext !== undefined ? Infinity : guestCpus * range.memoryMb[1];
  const problem = range.cpus(guestCpus)
    ? problemOfMemory(guestCpus.toFixed(1), memoryMb, [least, most])
    : problemOfCpus(guestCpus, series);
  return { guestCpus, memoryMb, isSharedCpu: false, problem };
}

/** Of N1 the words are those that an installer's tests expect. */
const problemOfCpus = (cpus: number, series: string): string =>
  series === 'n1' && cpus % 2 === 1
    ? `Number of vCPUs should be multiple of 2 if greater than 2, while ${cpus} is requested`
    : `Number of CPUs ${cpus} is not supported for custom machine types of series ${series}.`;

/** The words of two reports. */
function problemOfMemory(cpus: string, memoryMb: number, [least, most]: readonly [number, number]): string | undefined {
  if (memoryMb % 256 !== 0) return `Memory should be a multiple of 256MiB, while ${memoryMb}MiB is requested`;
  if (memoryMb >= least && memoryMb <= most) return undefined;
  const range = `between ${least}MiB and ${most}MiB`;
  return `Memory size for ${cpus} vCPU instance should be ${range}, while ${memoryMb}MiB is requested.`;
}
