import type { ApiVersion } from '@gcepool/api';
import { lastSlash, parentOf } from './resource-path.ts';
import type { Entry, Reference } from './entry.ts';
import { GroupedMap } from './grouped-map.ts';
import { IdIndex } from './id-index.ts';
import type { JsonObject } from './json.ts';
import { OrderedMap } from './ordered-map.ts';
import { UserIndex } from './user-index.ts';
import { SharedMap } from './shared-map.ts';
import { SharedQueue } from './shared-queue.ts';
import type { BehaviourChange, EntryRules } from './entry-rules.ts';
import type { QuotaLimit, UsageRule } from './usage.ts';

/**
 * All that a simulator remembers, addressed by resource path (`projects/p/zones/z/instances/i`).
 *
 * Forking it takes constant time. Nothing here knows a collection or the wire.
 */
export class State {
  readonly #rules: EntryRules;
  /** By path of the collection, and name. */
  readonly #resources: GroupedMap<Entry>;
  readonly #ids: IdIndex;
  /** Which resources refer to which. */
  readonly users: UserIndex;
  /** Path of a resource that an unfinished operation works on → path of the operation. */
  readonly locks: SharedMap<string>;
  /** `<project>\0<due time>\0<sequence>` → path of an unfinished operation. */
  readonly pending: OrderedMap<string>;
  /** Paths of the finished operations, oldest first. */
  readonly finished: SharedQueue<string>;
  /** Key of a request that carried a requestId → path of its operation. */
  readonly requests: SharedMap<string>;
  /** Number → id of the projects that were named last, of which nothing may be stored. */
  named: SharedMap<string>;
  /** What is used of what is limited, by key: by all that is stored, and by what unfinished operations will add. */
  readonly usage: OrderedMap<number>;
  /** Limits that were set, by key of usage. */
  readonly quotas: OrderedMap<QuotaLimit>;
  /** By path of an instance, or `projects/p/endpoints/ADDRESS`: what it does on its ports, the latest change last. */
  readonly behaviours: OrderedMap<readonly BehaviourChange[]>;
  /** What is known of something and is no resource of the API: by whoever remembers it, as it names it. */
  readonly told: OrderedMap<JsonObject>;
  #lastRemoval: object;
  /** Virtual time, in milliseconds since the epoch. */
  now: number;
  /** What it was at first. */
  startTime: number;
  /** How many writes there have been: two equal numbers mean that nothing changed in between. */
  changes: number;
  /** How many tokens have been drawn; see `token.ts`. */
  sequence: number;
  /** The latest version of the API through which anything was written: resources may have all the fields that it has. */
  version: ApiVersion;

  constructor(rules: EntryRules, now: number, parent?: State) {
    this.#rules = rules;
    this.#resources = parent === undefined ? new GroupedMap() : parent.#resources.fork();
    this.#ids = parent === undefined ? new IdIndex() : parent.#ids.fork();
    this.users = parent === undefined ? new UserIndex() : parent.users.fork();
    this.locks = parent?.locks.fork() ?? new SharedMap();
    this.pending = parent?.pending.fork() ?? new OrderedMap();
    this.finished = parent?.finished.fork() ?? new SharedQueue();
    this.requests = parent?.requests.fork() ?? new SharedMap();
    this.named = parent?.named.fork() ?? new SharedMap();
    this.usage = parent?.usage.fork() ?? new OrderedMap();
    this.quotas = parent?.quotas.fork() ?? new OrderedMap();
    this.behaviours = parent?.behaviours.fork() ?? new OrderedMap();
    this.told = parent?.told.fork() ?? new OrderedMap();
    this.#lastRemoval = parent === undefined ? {} : parent.#lastRemoval;
    this.now = now;
    this.changes = parent?.changes ?? 0;
    this.startTime = parent?.startTime ?? now;
    this.sequence = parent?.sequence ?? 0;
    this.version = parent?.version ?? 'v1';
  }

  fork(): State {
    return new State(this.#rules, this.now, this);
  }

  get size(): number {
    return this.#resources.size;
  }

  get(path: string): Entry | undefined {
    const slash = lastSlash(path);
    return this.#resources.get(path.slice(0, slash), path.slice(slash + 1));
  }

  /**
   * Another object after each removal, and after a resource took the place of one with another id: as long as it is the same one, here or
   * in a fork, all that was there is still there.
   */
  get lastRemoval(): object {
    return this.#lastRemoval;
  }

  /** The path of the resource in `parent` (`projects/p/global/images`) that has this numeric id. */
  pathOfId(parent: string, id: string): string | undefined {
    if (isOfOperations(parent)) {
      let found: string | undefined;
      this.scanCollection(parent, '', (path, entry) => {
        if (entry.resource['id'] === id) found = path;
        return found === undefined;
      });
      return found;
    }
    const name = this.#ids.nameOf(parent, id, (visit) => this.#resources.scan(parent, '', visit));
    return name === undefined ? undefined : `${parent}/${name}`;
  }

  /** Stores an entry, or with `undefined` removes it, and keeps the indexes exact. */
  put(path: string, entry: Entry | undefined): void {
    this.#store(path, this.#remembered(path, entry, this.now));
  }

  /**
   * Stores what was reserved (see {@link reserve}), or removes what `undefined` is written for.
   *
   * @param used how much more of what is limited counts as used than before, by key, beside what the entries use: less, where it was
   * claimed for them
   * @param at when that takes effect, which is before `now` where an operation ended on the way there
   */
  putReserved(
    writes: readonly (readonly [path: string, entry: Entry | undefined])[],
    used: Map<string, number>,
    at: number,
  ): void {
    for (const [path, entry] of writes) this.#store(path, this.#remembered(path, entry, at), used);
    // Most use what was claimed for them, and nothing is left to be counted.
    for (const [key, more] of used) if (more !== 0) this.use(key, more);
  }

  #remembered(path: string, entry: Entry | undefined, at: number): Entry | undefined {
    const { remember } = this.#rules;
    return entry === undefined || remember === undefined || !this.isProbing
      ? entry
      : remember(path, this.get(path), entry, at);
  }

  /** Stores an entry as it was written down. */
  restore(path: string, entry: Entry): void {
    this.#store(path, entry);
  }

  /** Whether anything is probed for its health. */
  get isProbing(): boolean {
    return this.behaviours.size > 0 || this.isAllProbed;
  }

  /** Whether instances are probed of which nobody ever said what they do. */
  get isAllProbed(): boolean {
    return this.#rules.isAllProbed === true;
  }

  /** Whether firewalls stop health probes. */
  get areProbesFirewalled(): boolean {
    return this.#rules.areProbesFirewalled === true;
  }

  /** What a resource uses of what is limited. */
  usageRules(path: string): readonly UsageRule[] {
    return this.#rules.usage?.(parentOf(path)) ?? NO_USAGE;
  }

  /** The limit that holds; undefined where nothing is enforced. */
  limitOf(key: string): QuotaLimit | undefined {
    return (this.quotas.size === 0 ? undefined : this.quotas.get(key)) ?? this.#rules.limit?.(key);
  }

  /** Counts what is used more, or less, of something. */
  use(key: string, more: number): void {
    const used = (this.usage.get(key) ?? 0) + more;
    if (used === 0) this.usage.delete(key);
    else this.usage.set(key, used);
  }

  /** @param used what is counted, of an entry that was reserved; it counts at once where there is none */
  #store(path: string, entry: Entry | undefined, used?: Map<string, number>): void {
    const slash = lastSlash(path);
    const parent = path.slice(0, slash);
    const name = path.slice(slash + 1);
    this.changes++;
    if (isOfOperations(parent)) {
      // Operations refer to nothing, come and go with every mutation, and are few: no index pays for itself.
      if (entry === undefined) this.#resources.delete(parent, name);
      else this.#resources.set(parent, name, entry);
      return;
    }
    const before = this.#resources.get(parent, name);
    if (before !== undefined) {
      this.#exchange(path, before, entry);
      if (before.resource['id'] !== entry?.resource['id']) this.#lastRemoval = {};
    }
    this.#ids.keep(parent, name, before, entry);
    this.#count(parent, before, entry, used);
    if (entry === undefined) {
      this.#resources.delete(parent, name);
      return;
    }
    this.#resources.set(parent, name, entry);
    if (before === undefined && used === undefined) this.users.add(path, this.referencesOf(path, entry));
  }

  /** What an entry refers to that does not stand as it is in what is stored under its path. */
  newReferencesOf(path: string, entry: Entry): readonly Reference[] {
    return this.#rules.references(path, entry, this.version, this.get(path));
  }

  /** What an entry refers to. */
  referencesOf(path: string, entry: Entry): readonly Reference[] {
    return this.#rules.references(path, entry, this.version);
  }

  /**
   * Makes the references of an entry count before it is stored, so that nothing an unfinished operation is about to
   * refer to can be deleted under it.
   */
  reserve(path: string, entry: Entry): void {
    this.users.add(path, this.newReferencesOf(path, entry));
  }

  /** Visits what differs from a state that this one is a fork of, or the other way round: what is there now, if anything. */
  scanDifferences(other: State, visit: (path: string, entry: Entry | undefined) => void): void {
    this.#resources.scanDifferences(other.#resources, (parent, name, entry) => visit(`${parent}/${name}`, entry));
  }

  /** Visits the entries directly in `parent` (`projects/p/global/backendServices`), by name, from `name` on. */
  scanCollection(parent: string, name: string, visit: (path: string, entry: Entry) => boolean | void): void {
    const prefix = `${parent}/`;
    this.#resources.scan(parent, name, (found, entry) => visit(prefix + found, entry));
  }

  /** Visits the paths of the collections that hold anything, and how many entries each has, in order. */
  scanSizes(visit: (parent: string, size: number) => void): void {
    this.#resources.scanSizes(visit);
  }

  /** Visits every entry, collection by collection. */
  scan(visit: (path: string, entry: Entry) => void): void {
    this.#resources.scanAll((parent, name, entry) => visit(`${parent}/${name}`, entry));
  }

  #count(parent: string, before: Entry | undefined, after: Entry | undefined, used?: Map<string, number>): void {
    for (const { key, amountOf } of this.#rules.usage?.(parent) ?? NO_USAGE) {
      const more = amountOrNone(amountOf, after) - amountOrNone(amountOf, before);
      if (more === 0) continue;
      if (used === undefined) this.use(key, more);
      else used.set(key, (used.get(key) ?? 0) + more);
    }
  }

  /** Drops the references of `before` that `after` no longer has, and makes those count that it has. */
  #exchange(path: string, before: Entry, after: Entry | undefined): void {
    const gone = this.#rules.references(path, before, this.version, after);
    const come = after === undefined ? [] : this.#rules.references(path, after, this.version, before);
    this.users.exchange(path, gone, come, () => (after === undefined ? [] : this.referencesOf(path, after)));
  }
}

const isOfOperations = (parent: string): boolean => parent.endsWith('/operations');

const NO_USAGE: readonly UsageRule[] = [];

const amountOrNone = (amountOf: UsageRule['amountOf'], entry: Entry | undefined): number =>
  entry === undefined ? 0 : amountOf(entry.resource);
