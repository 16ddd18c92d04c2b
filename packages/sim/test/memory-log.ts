import type { Kept, KeptState, SharedEntry, SharedStore } from '../src/stores/store.ts';

/** What goes wrong with one call of a store: before it happens, or after, so that nobody is told that it has. */
export type Trouble = 'before' | 'after' | undefined;

/** A log in memory that any number of stores share. */
export class MemoryLog {
  state: (KeptState & { readonly position: number }) | undefined;
  start: KeptState['snapshot'] | undefined;
  /** Batches by the position of their first entry. */
  readonly batches: Map<number, readonly SharedEntry[]> = new Map();
  readonly followers: Set<() => void> = new Set();
  /** Resolves when the last of those who wait for a turn, or have it, has had it. */
  #turns: Promise<void> = Promise.resolve();
  /** How many turns somebody has had. */
  turns = 0;

  get end(): number {
    let end = 0;
    for (const [first, entries] of this.batches) end = Math.max(end, first + entries.length - 1);
    return end;
  }

  /** All entries, in order. */
  get entries(): readonly SharedEntry[] {
    return [...this.batches].toSorted(([a], [b]) => a - b).flatMap(([, entries]) => entries);
  }

  /** Of what is behind a position; undefined where that was trimmed. */
  since(position: number): readonly SharedEntry[] | undefined {
    const found: SharedEntry[] = [];
    for (;;) {
      const next = this.batches.get(position + found.length + 1);
      if (next === undefined) return position + found.length < this.end ? undefined : found;
      found.push(...next);
    }
  }

  /**
   * A store of it: as if over a network, what it gives is JSON, and comes later.
   *
   * @param trouble decides about each call
   * @param grace how many entries stay that are not needed any more: whoever was cut off finds among them what became of its own
   */
  store(
    trouble: (call: 'append' | 'awaitTurn' | 'load' | 'replace' | 'since') => Trouble = () => undefined,
    mostCommands = 10_000,
    grace = 0,
  ): SharedStore {
    const over = async <T>(call: Parameters<typeof trouble>[0], run: () => T): Promise<T> => {
      await Promise.resolve();
      const what = trouble(call);
      if (what === 'before') throw new Error('the connection is lost');
      const given = run();
      await Promise.resolve();
      if (what === 'after') throw new Error('the connection is lost');
      return structuredClone(given);
    };
    let follower: (() => void) | undefined;
    let pass = (): void => undefined;
    return {
      awaitTurn: async (position) => {
        pass();
        const before = this.#turns;
        this.#turns = new Promise((resolve) => (pass = resolve));
        await before;
        this.turns++;
        try {
          return await over('awaitTurn', () => this.since(position));
        } catch (error) {
          pass();
          throw error;
        }
      },
      passTurn: async () => pass(),
      mostCommands,
      load: () =>
        over('load', (): Kept<SharedEntry> | undefined => {
          if (this.state === undefined) return undefined;
          const entries = this.since(this.state.position) ?? [];
          return { ...this.state, entries, ...(this.start === undefined ? {} : { start: this.start }) };
        }),
      since: (position) => over('since', () => this.since(position)),
      append: (after, entries) =>
        over('append', () => {
          // Whether or not somebody hears of it.
          pass();
          if (this.end !== after || this.state === undefined) return false;
          this.batches.set(after + 1, structuredClone(entries));
          for (const follow of this.followers) if (follow !== follower) follow();
          return true;
        }),
      replace: (position, state) =>
        over('replace', () => {
          if (this.state !== undefined && position <= this.state.position) return false;
          this.start ??= structuredClone(state.snapshot);
          this.state = { ...structuredClone(state), position };
          for (const first of this.batches.keys())
            if (first < position - mostCommands - grace) this.batches.delete(first);
          return true;
        }),
      follow: (onNews) => {
        follower = onNews;
        this.followers.add(onNews);
      },
      isFinal: () => false,
      pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
      close: async () => {
        pass();
        if (follower !== undefined) this.followers.delete(follower);
      },
    };
  }
}
