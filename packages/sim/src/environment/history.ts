import { referencedPath } from '../kernel/reference-path.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import { takeSnapshot } from '../kernel/snapshot.ts';
import type { SimulationRules } from '../simulation/simulation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { show } from '../read-fields.ts';
import type { Blame } from './blame.ts';
import { findBlame } from './blame.ts';
import type { SnapshotDiff } from './snapshot-diff.ts';
import { diffSnapshots } from './snapshot-diff.ts';

/** A snapshot, or how many commands had come when it could have been taken. */
export type Moment = Snapshot | number;

/** What was, as far back as the journal goes: its latest commands, 5,000 of them at least. */
export interface History {
  /** Between which moments {@link at} can look: how many commands had come, at the earliest and now. */
  range(): { readonly earliest: number; readonly latest: number };
  /**
   * All that the simulator remembered when so many commands had come. It replays the journal.
   *
   * @throws TypeError for a moment out of {@link range}
   */
  at(sequence: number): Snapshot;
  /**
   * What became of the resources between two moments; of the second, now is the default.
   *
   * @throws TypeError for what is neither a snapshot nor a moment in {@link range}
   */
  diff(before: Moment, after?: Moment): SnapshotDiff;
  /**
   * Which request last changed a field of a resource, or took it away. It replays the journal.
   *
   * @param resource its path or link
   * @param field as `timeoutSec`, `backends[0].group` or `labels.team`; empty for the whole resource
   * @returns undefined if it was none of those in the journal, as for fields that are derived when they are read
   * @throws TypeError for what is no path of a resource
   */
  blame(resource: string, field: string): Blame | undefined;
}

/** Where history is looked up. */
export interface Past {
  readonly rules: SimulationRules;
  readonly simulation: Simulation;
}

export function createHistory(past: () => Past): History {
  const range = (): { readonly earliest: number; readonly latest: number } => {
    const { journal } = past().simulation;
    return { earliest: journal.forgotten, latest: journal.count };
  };
  const at = (sequence: number): Snapshot => {
    const { earliest, latest } = range();
    if (!Number.isInteger(sequence) || sequence < earliest || sequence > latest) {
      throw new TypeError(`history goes from ${earliest} to ${latest}; there is no ${show(sequence)} in it`);
    }
    const { rules, simulation } = past();
    const { journal } = simulation;
    const replay = new Simulation(rules, journal.base);
    replay.replay(journal.commands.slice(0, sequence - earliest));
    return structuredClone(takeSnapshot(replay.state));
  };
  const read = (moment: Moment): Snapshot => {
    if (typeof moment === 'number') return at(moment);
    if (moment?.format === 'gcepool-simulator' && Array.isArray(moment.resources)) return moment;
    throw new TypeError(`history.diff compares snapshots, or numbers of commands; got ${show(moment)}`);
  };
  return {
    range,
    at,
    diff: (before, after) =>
      structuredClone(
        diffSnapshots(read(before), after === undefined ? takeSnapshot(past().simulation.state) : read(after)),
      ),
    blame: (resource, field) => {
      const path = typeof resource === 'string' ? referencedPath(resource, '') : undefined;
      if (path === undefined || typeof field !== 'string') {
        throw new TypeError(
          `history.blame needs the path or link of a resource, and a field; got ${show(resource)}, ${show(field)}`,
        );
      }
      const { rules, simulation } = past();
      const { base, commands, forgotten } = simulation.journal;
      return structuredClone(findBlame(new Simulation(rules, base), commands, forgotten, path, field));
    },
  };
}
