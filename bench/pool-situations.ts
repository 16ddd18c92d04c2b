/** What a pool has to master, for P ports in Z zones. */
export const SITUATIONS = ['cold', 'steady', '+1 port', '−1 port', '+1 zone', 'shutdown'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** Requests of a run: those that read, those that change, and those that wait for changes; and how long all took. */
export interface Cost {
  readonly reads: number;
  readonly changes: number;
  readonly waits: number;
  readonly seconds: number;
}

/** A request takes so long, in milliseconds, and an operation so long after it. */
export const REQUEST_MS = 100;
export const OPERATION_MS = 2_000;

/** Changes a second that GCE's quota of 1,500 a minute lets through, with some left for others; so many at once. */
const RATE = 20;

const ZONES = [
  'us-central1-a',
  'us-central1-b',
  'us-central1-c',
  'us-central1-f',
  'us-east1-b',
  'us-east1-c',
  'us-east1-d',
  'us-west1-a',
  'us-west1-b',
  'us-west1-c',
  'europe-west1-b',
];

export const zonesOf = (count: number): string[] => ZONES.slice(0, count);
export const portsOf = (count: number): number[] => Array.from({ length: count }, (_, index) => 20_000 + index);

/** What is desired in a situation. */
export function desiredIn(situation: Situation, P: number, Z: number): { ports: number[]; zones: string[] } {
  const ports = portsOf(situation === '+1 port' ? P + 1 : situation === '−1 port' ? P - 1 : P);
  return { ports, zones: zonesOf(situation === '+1 zone' ? Z + 1 : Z) };
}

/** The least that a situation can cost: see the README for what follows from what. */
export function floorOf(situation: Situation, P: number, Z: number): Cost {
  const pages = situation === 'cold' ? 1 : Math.max(1, Math.ceil(P / 500));
  const reads = 2 * pages + 1;
  const [changes, waves] = {
    cold: [Z + 2 * P, 2],
    steady: [0, 0],
    '+1 port': [Z + 2, 2],
    '−1 port': [2, 2],
    '+1 zone': [1 + P, 2],
    shutdown: [2 * P + Z, 2],
  }[situation] as [number, number];
  const observed = pages * REQUEST_MS;
  if (changes === 0) return { reads, changes, waits: 0, seconds: observed / 1_000 };
  const change = REQUEST_MS + OPERATION_MS;
  const lastBegins = Math.max((waves - 1) * change, ((changes - RATE) / RATE) * 1_000);
  return { reads, changes, waits: changes, seconds: (observed + lastBegins + change) / 1_000 };
}
