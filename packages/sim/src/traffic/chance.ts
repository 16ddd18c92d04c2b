import { token } from '../kernel/token.ts';

/** Chance from a seed: the same seed gives the same draws. */
export class Chance {
  readonly #seed: number;
  #drawn: number;

  constructor(seed: number, drawn = 0) {
    this.#seed = seed;
    this.#drawn = drawn;
  }

  /** How often it was asked. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Goes on as one that was asked so often. */
  goTo(drawn: number): void {
    this.#drawn = drawn;
  }

  /** One that goes on from here by itself. */
  fork(): Chance {
    return new Chance(this.#seed, this.#drawn);
  }

  /** Begins anew. */
  restart(): void {
    this.#drawn = 0;
  }

  /** At least 0, and less than 1. */
  next(): number {
    return token(this.#seed, this.#drawn++).high / 0x1_0000_0000;
  }

  /** A whole number of a range, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
}
