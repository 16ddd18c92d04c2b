import { OrderedMap } from './ordered-map.ts';

/**
 * A map of two keys, the second sorted within each first: resources by collection and name, users by what they use.
 * Keys within a group are short and its list is one walk. Forks in constant time, as {@link OrderedMap} does.
 */
export class GroupedMap<V> {
  readonly #groups: OrderedMap<OrderedMap<V>>;
  /** Groups found so far, to find them again by hash. */
  readonly #known: Map<string, OrderedMap<V>> = new Map();
  /** Groups that no other map shares, which may be written to in place. */
  readonly #owned: Set<string> = new Set();
  #size = 0;

  constructor(groups: OrderedMap<OrderedMap<V>> = new OrderedMap(), size = 0) {
    this.#groups = groups;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /** A map with the same content; from here on neither sees what is written to the other. */
  fork(): GroupedMap<V> {
    this.#owned.clear();
    return new GroupedMap(this.#groups.fork(), this.#size);
  }

  get(group: string, key: string): V | undefined {
    return this.#group(group)?.get(key);
  }

  set(group: string, key: string, value: V): void {
    const keys = this.#writable(group);
    const before = keys.size;
    keys.set(key, value);
    this.#size += keys.size - before;
  }

  delete(group: string, key: string): void {
    if (this.#group(group)?.has(key) !== true) return;
    const keys = this.#writable(group);
    keys.delete(key);
    this.#size--;
    if (keys.size > 0) return;
    this.#groups.delete(group);
    this.#known.delete(group);
    this.#owned.delete(group);
  }

  /** Visits the entries of a group at and after `from`, in order, until `visit` returns false. */
  scan(group: string, from: string, visit: (key: string, value: V) => boolean | void): void {
    this.#group(group)?.scan(from, visit);
  }

  scanGroups(from: string, visit: (group: string) => boolean | void): void {
    this.#groups.scan(from, visit);
  }

  /** Visits everything, group by group. */
  scanAll(visit: (group: string, key: string, value: V) => void): void {
    this.#groups.scan('', (group, keys) => keys.scan('', (key, value) => visit(group, key, value)));
  }

  #group(group: string): OrderedMap<V> | undefined {
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const found = this.#groups.get(group);
    if (found !== undefined) this.#known.set(group, found);
    return found;
  }

  #writable(group: string): OrderedMap<V> {
    const found = this.#group(group);
    if (found !== undefined && this.#owned.has(group)) return found;
    const keys = found?.fork() ?? new OrderedMap<V>();
    this.#groups.set(group, keys);
    this.#known.set(group, keys);
    this.#owned.add(group);
    return keys;
  }
}
