import { seedOf } from '../kernel/token.ts';
import { Chance } from '../traffic/chance.ts';

/** Chance of a program in a run. Numbers, names and bytes are drawn by themselves, so that one more pause gives nothing another name. */
export class Random {
  readonly #numbers: Chance;
  readonly #uuids: Chance;
  readonly #bytes: Chance;

  constructor(seed: string) {
    [this.#numbers, this.#uuids, this.#bytes] = ['numbers', 'uuids', 'bytes'].map(
      (purpose) => new Chance(seedOf(`${seed} ${purpose}`)),
    ) as [Chance, Chance, Chance];
  }

  /** As `Math.random`. */
  next(): number {
    return this.#numbers.next();
  }

  /** As `crypto.randomUUID`. */
  uuid(): string {
    const digits = Array.from(bytesOf(this.#uuids, 16), (byte, index) => {
      // The version and the variant have places of their own.
      const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
      return value.toString(16).padStart(2, '0');
    }).join('');
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** As `crypto.randomBytes`. */
  bytes(size: number): Buffer {
    return Buffer.from(bytesOf(this.#bytes, size));
  }
}

const bytesOf = (chance: Chance, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, () => chance.between(0, 255));
