import type { Snapshot } from '../kernel/snapshot.ts';
import type { Command } from '../simulation/simulation.ts';

/** The options on which the effect of commands depends, by name. Null stands for operations that never end. */
export type KeptSettings = Readonly<Record<string, boolean | number | string | null>>;

/** A command, and how many tokens had been drawn when it was done: applied anew it must come to the same. */
export type KeptCommand = Command & { readonly sequence: number };

/** What a store holds: a state, and what has changed it since. */
export interface Kept {
  readonly settings: KeptSettings;
  readonly snapshot: Snapshot;
  /** In the order in which they were appended. */
  readonly commands: readonly KeptCommand[];
}

/**
 * Where a simulator keeps what changes its state. Each method has happened wholly when it returns, or not at all when it
 * throws; a process that is killed meanwhile leaves one of the two behind.
 */
export interface Store {
  /**
   * How many commands it takes until it wants the whole state in their place: so many are applied anew at a start, at
   * most. Default: 10,000, which takes about a second.
   */
  readonly mostCommands?: number;
  /**
   * What is kept; undefined when nothing was kept yet.
   *
   * @throws Error when what is kept cannot be read
   */
  load(): Kept | undefined;
  /** Adds what has just changed the state. It is called before the request that did is answered. */
  append(command: KeptCommand): void;
  /** Keeps this state in the place of everything before. */
  replace(settings: KeptSettings, snapshot: Snapshot): void;
}
