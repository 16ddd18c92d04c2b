import type { Snapshot } from '../kernel/snapshot.ts';
import type { Command } from '../simulation/simulation.ts';
import type { KeptTraffic } from '../traffic/kept-traffic.ts';

/** The options on which the effect of commands depends, by name. Null stands for operations that never end. */
export type KeptSettings = Readonly<Record<string, boolean | number | string | null>>;

/** A command, and how many tokens had been drawn when it was done: applied anew it must come to the same. */
export type KeptCommand = Command & { readonly sequence: number };

/** What is written down where several processes share one cloud: beside commands, what they must know of each other. */
export type SharedEntry = (
  | KeptCommand
  /** It began anew: from a snapshot that was restored, or without one from the start. */
  | { readonly kind: 'began'; readonly snapshot?: Snapshot }
  /** The rules of what happens between clients and the cloud, and how far they have come, are these from now on. */
  | { readonly kind: 'traffic'; readonly traffic: KeptTraffic }
) & {
  /** Of the first of those that were appended at once: whoever does not know whether they were finds them by it. */
  readonly batch?: string;
};

/** A state, and what else must be known to go on from it. */
export interface KeptState {
  readonly settings: KeptSettings;
  readonly snapshot: Snapshot;
  /** Absent where it belongs to the process. */
  readonly traffic?: KeptTraffic;
}

/** What a store holds: a state, and what has been done since. */
export interface Kept<Entry = KeptCommand> extends KeptState {
  /** How many entries led to the state. */
  readonly position: number;
  /** In the order in which they were appended. */
  readonly entries: readonly Entry[];
  /** The state that was kept first, where the store still has it. */
  readonly start?: Snapshot;
}

/** What a method gives: at once, or later where the store is not of this machine. */
type Given<T, When> = When extends 'later' ? Promise<T> : T;

/**
 * A log, and now and then the whole state to which it led. A position in it is how many entries there were until then. Each
 * method has happened wholly when it has returned, or not at all when it has thrown; a process that is killed meanwhile leaves
 * one of the two behind.
 */
interface LogStore<Entry, When extends 'atOnce' | 'later'> {
  /**
   * How many entries it takes until it wants the whole state in their place: so many are applied anew at a start, at
   * most. Default: 10,000, which takes about a second; where there are more than 40,000 resources, as many as a quarter to a half of them.
   */
  readonly mostCommands?: number | undefined;
  /**
   * What is kept; undefined when nothing was kept yet.
   *
   * @throws Error when what is kept cannot be read
   */
  load(): Given<Kept<Entry> | undefined, When>;
  /**
   * Adds what has just changed the state, and is called before the request that did is answered.
   *
   * @param after the position behind which it goes
   * @returns whether it is kept: false where something else is behind that position already
   */
  append(after: number, entries: readonly Entry[]): Given<boolean, When>;
  /**
   * Keeps a state in the place of everything until a position.
   *
   * @returns whether it is kept: false where a state of that position, or of a later one, is kept already
   */
  replace(position: number, state: KeptState): Given<boolean, When>;
}

/** Where a simulator keeps what changes its state, for one process at a time. */
export type Store = LogStore<KeptCommand, 'atOnce'>;

/**
 * Where a cloud is kept that several processes share. A promise that is rejected leaves open whether something happened, for a
 * connection may be lost in the middle; to append the same again, behind the same position, does it once at most.
 */
export interface SharedStore extends LogStore<SharedEntry, 'later'> {
  /** What is behind a position, the oldest first; undefined where that is no longer kept, but a later state. */
  since(position: number): Promise<readonly SharedEntry[] | undefined>;
  /**
   * Waits until all have appended who began to wait before, so that of many who write at the same time none tries in vain. The turn ends with the next
   * append, with `passTurn`, and with the connection; it promises nothing: an append says whether it was first, whoever's turn it is.
   *
   * @returns what is behind a position by then, as `since` gives it
   */
  awaitTurn?(position: number): Promise<readonly SharedEntry[] | undefined>;
  /** Ends a turn in which there is nothing to append; does nothing where there is none. */
  passTurn?(): Promise<void>;
  /** Calls whenever another process may have appended something. */
  follow(onNews: () => void): void;
  /** Whether an error says that something will never succeed, rather than that the store is out of reach. */
  isFinal(error: unknown): boolean;
  /** Resolves when it makes sense to ask again, after so many failures without success. */
  pause(failures: number): Promise<void>;
  close(): Promise<void>;
}
