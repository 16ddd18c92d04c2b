import { regionOfZone } from './geography.ts';

/** What the machines of one series can be put together with, where that is not what most can (documented). */
export interface MachineSeries {
  readonly cpuPlatform: string;
  readonly isArm?: true;
  /** Beginnings of the names of disk types that its machines cannot have. */
  readonly withoutDisks: readonly string[];
  /** How many local SSDs a machine of so many CPUs can have; absent where nothing is known to be refused. */
  readonly localSsds?: (cpus: number) => readonly number[];
  /** Its machines are moved to other hosts for maintenance, and stop for it only when they are preemptible. */
  readonly alwaysMigrates?: true;
  /** Its machines stop for maintenance of their hosts, and are never moved. */
  readonly neverMigrates?: true;
  /** The regions, each with the letters of its zones, that have it; absent where all zones do. */
  readonly zones?: string;
}

/** Hyperdisks that only newer series have. */
const NEWER = ['hyperdisk-balanced', 'hyperdisk-extreme'];
const NO_HYPERDISK = ['hyperdisk-'];
const NO_PD = ['pd-'];
const NO_HDD = ['pd-standard'];

const NONE = (): readonly number[] => [0];

/** @param steps from how many CPUs on a machine has at least so many; more are those of `counts` */
const atLeast =
  (steps: readonly (readonly [cpus: number, least: number])[], counts: readonly number[]) =>
  (cpus: number): readonly number[] => {
    const least = steps.findLast(([from]) => cpus >= from)?.[1] ?? 1;
    return [0, ...counts.filter((count) => count >= least)];
  };

const TO_24 = [1, 2, 4, 8, 16, 24];
const TO_8 = [1, 2, 4, 8];

/** By series, as the documentation had them in November 2026. */
const SERIES: Readonly<Record<string, MachineSeries>> = {
  a2: {
    cpuPlatform: 'Intel Cascade Lake',
    withoutDisks: NEWER,
    zones:
      'asia-northeast1:ac asia-northeast3:ab asia-southeast1:abc europe-west4:ab me-west1:ac us-central1:abcf us-east1:b us-east4:c us-east5:b us-west1:b us-west3:b us-west4:b',
  },
  a3: {
    cpuPlatform: 'Intel Sapphire Rapids',
    neverMigrates: true,
    withoutDisks: NO_HDD,
    zones:
      'asia-east1:c asia-northeast1:b asia-northeast3:a asia-south1:bc asia-south2:ac asia-southeast1:abc australia-southeast1:c europe-west1:bc europe-west2:b europe-west4:bc northamerica-northeast2:c us-central1:abc us-east1:d us-east4:abc us-east5:abc us-south1:b us-west1:abc us-west4:a',
  },
  a4: {
    cpuPlatform: 'Intel Emerald Rapids',
    neverMigrates: true,
    withoutDisks: NO_PD,
    zones: 'asia-southeast1:b europe-west4:b us-central1:b us-east1:b us-east4:b us-south1:b us-west2:c us-west3:bc',
  },
  c2: {
    cpuPlatform: 'Intel Cascade Lake',
    withoutDisks: NO_HYPERDISK,
    localSsds: atLeast(
      [
        [16, 2],
        [30, 4],
        [60, 8],
      ],
      TO_8,
    ),
  },
  c2d: {
    cpuPlatform: 'AMD Milan',
    withoutDisks: NO_HYPERDISK,
    localSsds: atLeast(
      [
        [32, 2],
        [56, 4],
        [112, 8],
      ],
      TO_8,
    ),
  },
  c3: { cpuPlatform: 'Intel Sapphire Rapids', withoutDisks: NO_HDD },
  c3d: { cpuPlatform: 'AMD Genoa', withoutDisks: NO_HDD },
  c4: { cpuPlatform: 'Intel Emerald Rapids', withoutDisks: NO_PD },
  c4a: { cpuPlatform: 'Google Axion', isArm: true, withoutDisks: NO_PD },
  c4d: { cpuPlatform: 'AMD Turin', withoutDisks: NO_PD },
  ct5lp: {
    cpuPlatform: 'AMD Milan',
    neverMigrates: true,
    withoutDisks: [],
    zones: 'europe-west4:b us-central1:a us-east1:c us-east5:ab us-south1:a us-west1:c us-west4:ab',
  },
  ct5p: {
    cpuPlatform: 'AMD Milan',
    neverMigrates: true,
    withoutDisks: [],
    zones: 'europe-west4:b us-central1:a us-east5:a',
  },
  ct6e: {
    cpuPlatform: 'AMD Genoa',
    neverMigrates: true,
    withoutDisks: NO_PD,
    zones:
      'asia-northeast1:b asia-south1:b asia-southeast1:b europe-west4:a southamerica-west1:a us-central1:bc us-east1:d us-east5:abc us-south1:ab us-west1:c',
  },
  e2: { cpuPlatform: 'Intel Broadwell', withoutDisks: NO_HYPERDISK, localSsds: NONE, alwaysMigrates: true },
  f1: { cpuPlatform: 'Intel Broadwell', withoutDisks: NO_HYPERDISK, localSsds: NONE },
  g1: { cpuPlatform: 'Intel Broadwell', withoutDisks: NO_HYPERDISK, localSsds: NONE },
  g2: {
    cpuPlatform: 'Intel Cascade Lake',
    withoutDisks: [...NEWER, ...NO_HDD],
    zones:
      'asia-east1:abc asia-northeast1:abc asia-northeast3:ab asia-south1:abc asia-southeast1:abc europe-west1:bc europe-west2:ab europe-west3:ab europe-west4:abc europe-west6:bc me-central2:ac northamerica-northeast2:ab us-central1:abc us-east1:bcd us-east4:ac us-west1:abc us-west4:ac',
  },
  h3: {
    cpuPlatform: 'Intel Sapphire Rapids',
    neverMigrates: true,
    withoutDisks: NO_HDD,
    localSsds: NONE,
    zones: 'europe-west4:b us-central1:a us-west4:c',
  },
  h4d: {
    cpuPlatform: 'AMD Turin',
    neverMigrates: true,
    withoutDisks: NO_PD,
    zones: 'asia-southeast1:a europe-west4:bc us-central1:ac us-east1:c us-east4:b us-south1:ab us-west4:a',
  },
  m1: {
    cpuPlatform: 'Intel Broadwell E7',
    withoutDisks: [],
    zones:
      'asia-east1:abc asia-northeast1:abc asia-northeast2:abc asia-northeast3:abc asia-south1:abc asia-south2:ab asia-southeast1:abc asia-southeast2:abc australia-southeast1:abc australia-southeast2:bc europe-central2:abc europe-north1:abc europe-west1:bcd europe-west2:abc europe-west3:abc europe-west4:abc europe-west6:ab europe-west9:abc northamerica-northeast1:abc northamerica-northeast2:abc southamerica-east1:abc us-central1:abcf us-east1:bcd us-east4:abc us-west1:abc us-west2:abc us-west3:ab us-west4:abc',
  },
  m2: {
    cpuPlatform: 'Intel Cascade Lake',
    withoutDisks: [],
    localSsds: NONE,
    zones:
      'asia-northeast1:abc asia-northeast2:abc asia-south1:abc asia-southeast1:abc australia-southeast1:abc europe-west1:bcd europe-west2:abc europe-west3:abc europe-west4:abc europe-west6:ab europe-west9:abc northamerica-northeast1:abc southamerica-east1:abc us-central1:abc us-east1:bcd us-east4:abc us-west1:abc us-west2:ac us-west3:bc us-west4:abc',
  },
  m3: {
    cpuPlatform: 'Intel Ice Lake',
    withoutDisks: NO_HDD,
    zones:
      'asia-east1:ab asia-northeast1:abc asia-northeast2:ac asia-south1:ab asia-south2:bc asia-southeast1:abc australia-southeast1:abc australia-southeast2:ac europe-central2:ab europe-west1:bcd europe-west2:abc europe-west3:abc europe-west4:abc europe-west6:ab europe-west9:ab northamerica-northeast1:ab northamerica-northeast2:ac southamerica-east1:ab us-central1:abc us-east1:bcd us-east4:abc us-east5:ab us-west1:abc us-west2:ac us-west3:bc us-west4:abc',
  },
  n1: {
    cpuPlatform: 'Intel Broadwell',
    withoutDisks: NO_HYPERDISK,
    localSsds: () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 24],
  },
  n2: {
    cpuPlatform: 'Intel Cascade Lake',
    withoutDisks: ['hyperdisk-balanced', 'hyperdisk-ml'],
    localSsds: atLeast(
      [
        [12, 2],
        [22, 4],
        [42, 8],
        [82, 16],
      ],
      TO_24,
    ),
  },
  n2d: {
    cpuPlatform: 'AMD Rome',
    withoutDisks: [...NEWER, 'hyperdisk-ml'],
    localSsds: atLeast(
      [
        [32, 2],
        [64, 4],
        [96, 8],
      ],
      TO_24,
    ),
  },
  n4: { cpuPlatform: 'Intel Emerald Rapids', withoutDisks: NO_PD, localSsds: NONE },
  n4a: { cpuPlatform: 'Google Axion', isArm: true, withoutDisks: NO_PD, localSsds: NONE },
  n4d: { cpuPlatform: 'AMD Turin', withoutDisks: NO_PD, localSsds: NONE },
  t2a: {
    cpuPlatform: 'Ampere Altra',
    isArm: true,
    withoutDisks: NO_HYPERDISK,
    localSsds: NONE,
    zones: 'asia-southeast1:bc europe-west4:abc us-central1:abf',
  },
  t2d: { cpuPlatform: 'AMD Milan', withoutDisks: [...NEWER, 'hyperdisk-ml'], localSsds: NONE },
  z3: {
    cpuPlatform: 'Intel Sapphire Rapids',
    withoutDisks: NO_HDD,
    zones:
      'asia-southeast1:bc europe-west1:bc europe-west3:b europe-west4:abc us-central1:abcf us-east1:bcd us-east4:abc us-east5:b us-south1:ab us-west1:abc us-west3:b us-west4:abc',
  },
};

const BY_NAME: ReadonlyMap<string, MachineSeries> = new Map(Object.entries(SERIES));

/** The series that the name of a machine type says: `n2` of `n2-standard-4`, and `n1` of `custom-2-4096`. */
export function seriesNameOf(machineType: string): string {
  const end = machineType.indexOf('-');
  const first = end === -1 ? machineType : machineType.slice(0, end);
  return first === 'custom' ? 'n1' : first;
}

/** What is known of the series of a machine type. @param machineType name */
export function seriesOf(machineType: string): MachineSeries | undefined {
  return BY_NAME.get(seriesNameOf(machineType));
}

/** Whether a zone has machines of the series that a machine type is of. */
export function isInZone(machineType: string, zone: string): boolean {
  const zones = seriesOf(machineType)?.zones;
  if (zones === undefined) return true;
  const region = regionOfZone(zone);
  const found = zones.split(' ').find((item) => item.startsWith(`${region}:`));
  return found !== undefined && found.slice(region.length + 1).includes(zone.slice(region.length + 1));
}
