import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** How much is kept: how many whole states were written down so far, and how many changes since the latest of them. */
export interface Extent {
  readonly states: number;
  readonly changes: number;
}

/** Long enough for every extent, so that writing another one takes no more room on the disk. */
const LENGTH = 64;

/**
 * Says beside a database how much was written to it. SQLite takes a write-ahead log of which a part is damaged for one that
 * ends before that part, without a word: that something is missing shows only where something else tells how much there was.
 */
export class Seal {
  readonly #file: number;
  readonly #bytes: Buffer = Buffer.alloc(LENGTH);

  /** @throws the error of `node:fs` where it cannot be written */
  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  }

  /** What was sealed last; undefined where nothing was, or where it is damaged itself. */
  read(): Extent | undefined {
    const length = readSync(this.#file, this.#bytes, 0, LENGTH, 0);
    const [, extent = '', states, changes, crc] =
      /^((\d+) (\d+)) (\d+) *\n$/.exec(this.#bytes.toString('latin1', 0, length)) ?? [];
    return Number(crc) === crc32(extent) ? { states: Number(states), changes: Number(changes) } : undefined;
  }

  /** @throws the error of `node:fs` where it cannot be written */
  write({ states, changes }: Extent): void {
    const extent = `${states} ${changes}`;
    this.#bytes.write(`${extent} ${crc32(extent)}`.padEnd(LENGTH - 1), 'latin1');
    this.#bytes.write('\n', LENGTH - 1, 'latin1');
    writeSync(this.#file, this.#bytes, 0, LENGTH, 0);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** How what is there differs from what was sealed; undefined if nothing is missing. A process may have ended before it sealed. */
export function missingOf(found: Extent, sealed: Extent | undefined): string | undefined {
  if (sealed === undefined || found.states > sealed.states) return undefined;
  if (found.states < sealed.states) return 'the latest whole state and what came after it';
  const missing = sealed.changes - found.changes;
  if (missing <= 0) return undefined;
  return missing === 1 ? 'the latest change' : `the latest ${missing} changes`;
}
