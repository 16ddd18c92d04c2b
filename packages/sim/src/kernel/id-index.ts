import type { Entry } from './entry.ts';
import { GroupedMap } from './grouped-map.ts';

/**
 * The names of resources by their numeric ids, for requests that use the id in the place of the name. It is kept of the collections that were asked for
 * one, which are few. Forks in constant time, as {@link GroupedMap} does.
 */
export class IdIndex {
  /** By path of the collection, and id. */
  readonly #names: GroupedMap<string>;
  readonly #collections: Set<string>;

  constructor(names: GroupedMap<string> = new GroupedMap(), collections: Iterable<string> = []) {
    this.#names = names;
    this.#collections = new Set(collections);
  }

  fork(): IdIndex {
    return new IdIndex(this.#names.fork(), this.#collections);
  }

  /** @param scan visits what is in the collection, the first time that it is asked for */
  nameOf(parent: string, id: string, scan: (visit: (name: string, entry: Entry) => void) => void): string | undefined {
    if (!this.#collections.has(parent)) {
      this.#collections.add(parent);
      scan((name, entry) => this.keep(parent, name, undefined, entry));
    }
    return this.#names.get(parent, id);
  }

  /** Hears what takes the place of what; undefined where there was nothing, or nothing is left. */
  keep(parent: string, name: string, before: Entry | undefined, after: Entry | undefined): void {
    if (!this.#collections.has(parent)) return;
    const old = before?.resource['id'];
    const id = after?.resource['id'];
    if (old === id) return;
    if (typeof old === 'string') this.#names.delete(parent, old);
    if (typeof id === 'string') this.#names.set(parent, id, name);
  }
}
