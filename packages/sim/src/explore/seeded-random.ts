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

  /** As `crypto.randomInt`. */
  integer(least: number, end: number): number {
    return this.#bytes.between(least, end - 1);
  }

  /** As `crypto.getRandomValues` and `crypto.randomFillSync`: fills the bytes of what it is given. */
  fill(target: ArrayBufferView | ArrayBuffer, offset = 0, size?: number): void {
    const bytes = ArrayBuffer.isView(target)
      ? new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
      : new Uint8Array(target);
    const part = bytes.subarray(offset, size === undefined ? undefined : offset + size);
    part.set(bytesOf(this.#bytes, part.length));
  }

  /** As `crypto.randomBytes`. */
  bytes(size: number): Buffer {
    return Buffer.from(bytesOf(this.#bytes, size));
  }
}

const bytesOf = (chance: Chance, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, () => chance.between(0, 255));
