import type { ServicePort } from '@gcepool/core';
import type { FaultRule } from '@gcepool/sim';

/** The controllers of a world: two of one cluster, one of another, and a rival, which has wishes of its own for the first. */
export const CONTROLLERS = [{ cluster: 'one' }, { cluster: 'one' }, { cluster: 'two' }, { cluster: 'one' }] as const;

export type Cluster = (typeof CONTROLLERS)[number]['cluster'];

/** Which of {@link CONTROLLERS}, but for the rival. */
export type ControllerId = 0 | 1 | 2;

/** The rival among {@link CONTROLLERS}. */
export const RIVAL = 3;

/** What is desired of a cluster; nodes by their numbers in each zone. */
export interface Wishes {
  readonly ports: readonly ServicePort[];
  readonly zones: readonly string[];
  readonly nodes: readonly number[];
}

/** From the given call on, counted over all, this controller (or -1, the manual editor) makes the calls. */
export interface Switch {
  readonly after: number;
  readonly to: number;
}

/** What somebody does in the console. Where there is nothing to do it to, nothing happens. */
export type Edit =
  /** Makes or changes a backend service of their own, with a name that may look like one of the pool's. */
  | { readonly do: 'ownService'; readonly name: string; readonly timeoutSec: number }
  /** Makes a backend service by a name of the pool, marked for another cluster. */
  | { readonly do: 'squat'; readonly cluster: Cluster; readonly nodePort: number }
  /** Sets something that the pool has no opinion on. */
  | { readonly do: 'setTimeout'; readonly cluster: Cluster; readonly nodePort: number; readonly timeoutSec: number }
  /** Links a group of their own to a backend service of the pool. */
  | { readonly do: 'addBackend'; readonly cluster: Cluster; readonly nodePort: number }
  /** Names a port of their own in a group of the pool. */
  | { readonly do: 'namePort'; readonly cluster: Cluster; readonly zone: string; readonly port: number }
  /** Spoils something of the pool. */
  | {
      readonly do: 'spoil';
      readonly cluster: Cluster;
      readonly nodePort: number;
      readonly what: 'portName' | 'delete' | 'unlink' | 'namedPorts';
    };

/** One thing that happens in a world; plain data. */
export type WorldEvent =
  /** From now on these are the desired ports of a cluster, and its nodes. */
  | ({ readonly do: 'setDesired'; readonly cluster: Cluster } & Wishes)
  | { readonly do: 'reconcile'; readonly who: ControllerId }
  /** The rival reconciles its cluster, as it wishes. */
  | ({ readonly do: 'rival' } & Wishes)
  /** A controller dies in its so many-th call, before it is made or after it is done, and starts anew. */
  | { readonly do: 'crash'; readonly who: ControllerId; readonly at: number; readonly isDone: boolean }
  /** A controller starts anew and remembers nothing. */
  | { readonly do: 'restart'; readonly who: ControllerId }
  /** Several reconcile at the same time, and somebody edits meanwhile. */
  | {
      readonly do: 'together';
      readonly who: readonly ControllerId[];
      readonly edits: readonly Edit[];
      readonly switches: readonly Switch[];
    }
  | { readonly do: 'edit'; readonly edit: Edit }
  | { readonly do: 'fault'; readonly rule: FaultRule }
  /** Lists and reads are so many writes behind. */
  | { readonly do: 'staleness'; readonly writes: number }
  /** So many backend services there may be. */
  | { readonly do: 'quota'; readonly limit: number }
  /** So many changes there may be a minute. */
  | { readonly do: 'rateLimit'; readonly perMinute: number }
  /** A zone is out of the controllers' reach, until calm: lists leave it out, and unless only they do, it answers nothing. */
  | { readonly do: 'outOfReach'; readonly zone: string; readonly isForListsAlone: boolean }
  /** A machine of a cluster is gone, until calm. */
  | { readonly do: 'vanish'; readonly cluster: Cluster; readonly zone: string; readonly node: number }
  /** A machine of a cluster answers no more, or not on one port, or is stopped by a preemption, until it gets well. */
  | {
      readonly do: 'ail';
      readonly cluster: Cluster;
      readonly zone: string;
      readonly node: number;
      readonly how: 'down' | 'deaf' | 'stopped';
    }
  /** All machines are as they were made, and it has been found out. */
  | { readonly do: 'recover' }
  | { readonly do: 'time'; readonly ms: number }
  /** Whatever went wrong stops, and everybody reconciles. */
  | { readonly do: 'calm' };
