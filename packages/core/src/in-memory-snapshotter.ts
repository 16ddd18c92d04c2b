import type { Snapshotter } from './snapshotter.ts';

/** Knows only what was put into it since it was made. */
export class InMemorySnapshotter implements Snapshotter {
  readonly #keys = new Set<string>();

  add(key: string): void {
    this.#keys.add(key);
  }

  delete(key: string): void {
    this.#keys.delete(key);
  }

  snapshot(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(this.#keys));
  }
}
