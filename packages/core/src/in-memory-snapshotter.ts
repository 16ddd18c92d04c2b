import type { Snapshotter } from './snapshotter.ts';

/** Knows only what was put into it since it was made: what was left over from before is never collected. */
export class InMemorySnapshotter<Value> implements Snapshotter<Value> {
  readonly #values = new Map<string, Value>();

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  add(key: string, value: Value): void {
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  snapshot(): Promise<Map<string, Value>> {
    return Promise.resolve(new Map(this.#values));
  }
}
