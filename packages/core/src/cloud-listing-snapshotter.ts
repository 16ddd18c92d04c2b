import type { Clock } from './calls/clock.ts';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';

/** A snapshot older than this is taken anew at its next use. */
export const RELIST_AFTER_MS = 30_000;

/** What a {@link CloudListingSnapshotter} is made of. */
export interface CloudListing<Value> {
  /** Reads what there is. A failure leaves what was known before; the next attempt comes when it is due again. */
  readonly list: () => Promise<readonly Value[]>;
  /** Key of a listed thing, or `undefined` where it is none of ours. */
  readonly keyOf: (value: Value) => string | undefined;
  /** Without a clock no age is known, and every snapshot lists. */
  readonly clock?: Clock | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Also remembers what it finds in the cloud, so that things made before a restart are collected. It lists when a snapshot
 * is asked for and the last listing is over 30 s old, at no other time. It only adds: what vanished from the cloud is
 * remembered until it is deleted.
 */
export class CloudListingSnapshotter<Value> extends InMemorySnapshotter<Value> {
  readonly #listing: CloudListing<Value>;
  #listedAt: number | undefined;
  #ongoing: Promise<void> | undefined;

  constructor(listing: CloudListing<Value>) {
    super();
    this.#listing = listing;
  }

  override async snapshot(): Promise<Map<string, Value>> {
    if (this.#isOld()) this.#ongoing ??= this.#relist();
    await this.#ongoing;
    return super.snapshot();
  }

  #isOld(): boolean {
    const { clock } = this.#listing;
    return clock === undefined || this.#listedAt === undefined || clock.now() - this.#listedAt > RELIST_AFTER_MS;
  }

  async #relist(): Promise<void> {
    const { list, keyOf, clock, onError } = this.#listing;
    try {
      for (const value of await list()) {
        const key = keyOf(value);
        if (key !== undefined) this.add(key, value);
      }
    } catch (error) {
      onError?.(error);
    } finally {
      this.#listedAt = clock?.now();
      this.#ongoing = undefined;
    }
  }
}
