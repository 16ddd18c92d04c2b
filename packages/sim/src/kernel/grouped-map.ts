import { onePiece } from './one-piece.ts';
import { OrderedMap } from './ordered-map.ts';

/**
 * A map of two keys, the second sorted within each first: resources by collection and name, users by what they use.
 * Keys within a group are short and its list is one walk. Forks in constant time, as {@link OrderedMap} does.
 */
export class GroupedMap<V> {
  readonly #groups: OrderedMap<Group<V>>;
  /** Groups found so far, to find them again by hash. */
  readonly #known: Map<string, Group<V>> = new Map();
  /** Of the groups that no other map shares, which may be written to in place. */
  #owner: object = {};
  #size = 0;

  constructor(groups: OrderedMap<Group<V>> = new OrderedMap(), size = 0) {
    this.#groups = groups;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /** A map with the same content; from here on neither sees what is written to the other. */
  fork(): GroupedMap<V> {
    this.#owner = {};
    return new GroupedMap(this.#groups.fork(), this.#size);
  }

  get(group: string, key: string): V | undefined {
    return this.#group(group)?.keys.get(key);
  }

  set(group: string, key: string, value: V): void {
    this.#put(group, key, value, true);
  }

  /** Gives a key a value unless it has one. */
  add(group: string, key: string, value: V): void {
    this.#put(group, key, value, false);
  }

  #put(group: string, key: string, value: V, isReplaced: boolean): void {
    let found = this.#known.get(group);
    if (found === undefined) {
      const alone = { owner: this.#owner, keys: new OrderedMap([key, value]) };
      if (this.#groups.add(onePiece(group), alone)) {
        // Most groups have one entry and are never asked for again, such as those of addresses: they need not be known.
        this.#size++;
        return;
      }
      found = this.#group(group) ?? alone;
    }
    const keys = this.#writable(group, found);
    const before = keys.size;
    if (isReplaced) keys.set(key, value);
    else keys.add(key, value);
    this.#size += keys.size - before;
  }

  delete(group: string, key: string): void {
    const found = this.#group(group);
    // Only what is shared is looked at first, for it would be copied.
    if (found === undefined || (found.owner !== this.#owner && !found.keys.has(key))) return;
    const keys = this.#writable(group, found);
    if (!keys.delete(key)) return;
    this.#size--;
    if (keys.size > 0) return;
    this.#groups.delete(group);
    this.#known.delete(group);
  }

  /** Visits the entries of a group at and after `from`, in order, until `visit` returns false. */
  scan(group: string, from: string, visit: (key: string, value: V) => boolean | void): void {
    this.#group(group)?.keys.scan(from, visit);
  }

  hasGroup(group: string): boolean {
    return this.#groups.has(group);
  }

  /** How many groups there are at and after `from`, and before `to`. */
  countGroups(from: string, to: string): number {
    return this.#groups.rank(to) - this.#groups.rank(from);
  }

  scanGroups(from: string, visit: (group: string) => boolean | void): void {
    this.#groups.scan(from, visit);
  }

  /** Visits the groups and how many entries each has, in order. */
  scanSizes(visit: (group: string, size: number) => void): void {
    this.#groups.scan('', (group, { keys }) => visit(group, keys.size));
  }

  /** Visits everything, group by group. */
  scanAll(visit: (group: string, key: string, value: V) => void): void {
    this.#groups.scan('', (group, { keys }) => keys.scan('', (key, value) => visit(group, key, value)));
  }

  /** Visits what differs from another map, group by group; what the two share, for one is a fork of the other, is not looked at. */
  scanDifferences(other: GroupedMap<V>, visit: (group: string, key: string, value: V | undefined) => void): void {
    this.#groups.scan('', (group, { keys }) => {
      const before = other.#groups.get(group)?.keys;
      if (before === keys) return;
      keys.scan('', (key, value) => {
        if (before?.get(key) !== value) visit(group, key, value);
      });
    });
    other.#groups.scan('', (group, { keys }) => {
      const present = this.#groups.get(group)?.keys;
      if (present === keys) return;
      keys.scan('', (key) => {
        if (present?.has(key) !== true) visit(group, key, undefined);
      });
    });
  }

  #group(group: string): Group<V> | undefined {
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const found = this.#groups.get(group);
    if (found !== undefined) this.#known.set(group, found);
    return found;
  }

  #writable(group: string, found: Group<V>): OrderedMap<V> {
    return found.owner === this.#owner ? found.keys : this.#own(group, found.keys.fork());
  }

  #own(group: string, keys: OrderedMap<V>): OrderedMap<V> {
    const owned = { owner: this.#owner, keys };
    this.#groups.set(group, owned);
    this.#known.set(group, owned);
    return keys;
  }
}

interface Group<V> {
  readonly owner: object;
  readonly keys: OrderedMap<V>;
}
