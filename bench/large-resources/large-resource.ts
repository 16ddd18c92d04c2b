/** What may be large, and a small change of it that is made again and again. */
export interface LargeResource {
  readonly what: string;
  /** How many parts the small one has, and the large one. */
  readonly small: number;
  readonly large: number;
  /** How many times as much the large one may take; absent where nothing is promised. */
  readonly most?: number;
  /** Makes the resource with so many parts, in a project in which nothing else is but a health check `hc`. */
  readonly make: (size: number, send: Send) => void;
  /** The changes of one round, by its number: each is followed by a read that ends its operation. */
  readonly change: (round: number) => readonly Change[];
}

/** Sends a request, and ends its operation. */
export type Send = (...change: Change) => void;
export type Change = readonly [method: string, path: string, body?: object];

/** What a change of one field may take: its cost does not come from the parts, and the rest is noise. */
export const BY_THE_FIELD = 2.5;
/** What a change of one part in a list of thousands may take, which is copied. */
export const BY_THE_PART = 12;

export const ZONE = '/zones/us-central1-a';
export const REGION = '/regions/us-central1';

export const range = <T>(size: number, item: (index: number) => T): readonly T[] =>
  Array.from({ length: size }, (_, index) => item(index));

const MOST_PER_CALL = 500;

/** Calls a function with the first index of each batch of what one call may name, and how many are in it. */
export function inBatches(size: number, batch: (from: number, count: number) => void): void {
  for (let from = 0; from < size; from += MOST_PER_CALL) batch(from, Math.min(MOST_PER_CALL, size - from));
}

export const address = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

/** A PATCH that gives a field another value each time; default: the description. */
export const patches =
  (path: string, fields = (round: number): object => ({ description: `d${round}` })) =>
  (round: number): readonly Change[] => [['PATCH', path, fields(round)]];

/** Two methods of one resource in turn, of which the second takes back what the first did. */
export const inTurn = (path: string, verbs: readonly [string, string], body: object) => (): readonly Change[] =>
  verbs.map((verb) => ['POST', `${path}/${verb}`, body]);
