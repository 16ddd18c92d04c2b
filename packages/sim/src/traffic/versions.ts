import type { State } from '../kernel/state.ts';

/** How many writes are held back at most. */
export const MOST_VERSIONS = 1000;

/** A state, and the write that made it. */
interface Version {
  /** Empty for the state that there was before any write. */
  readonly project: string;
  readonly time: number;
  readonly state: State;
}

/** The states that the latest writes made, oldest first: forks, which share all that did not change. */
export class Versions {
  #versions: Version[] = [];

  /** Holds on to the state before the first write; nothing if there is one already. */
  begin(state: State): void {
    if (this.#versions.length === 0) this.#versions.push({ project: '', time: state.now, state: state.fork() });
  }

  /** @param time at which the write took effect; of one project, times never go back */
  add(project: string, time: number, state: State): void {
    this.#versions.push({ project, time, state: state.fork() });
    // Half at once, so that a long history costs nothing for each write.
    if (this.#versions.length > 2 * MOST_VERSIONS) this.#versions = this.#versions.slice(-MOST_VERSIONS - 1);
  }

  /** The state before the last `writes` writes of a project; undefined if that is the present one. */
  before(project: string, writes: number): State | undefined {
    let left = writes;
    return this.#lastBefore(project, () => left-- > 0);
  }

  /** What a project was at `time`; undefined if that is what it is now. */
  at(project: string, time: number): State | undefined {
    return this.#lastBefore(project, (version) => version.time > time);
  }

  /** From here on there were no writes of a project. */
  forget(project: string): void {
    this.#versions = this.#versions.map((version) =>
      version.project === project ? { ...version, project: '' } : version,
    );
  }

  fork(): Versions {
    const copy = new Versions();
    copy.#versions = this.#versions.slice();
    return copy;
  }

  /** The state before those of the project's latest writes that are hidden. A project is never hidden as a whole. */
  #lastBefore(project: string, isHidden: (version: Version) => boolean): State | undefined {
    let found: State | undefined;
    const oldest = Math.max(0, this.#versions.length - 1 - MOST_VERSIONS);
    for (let index = this.#versions.length - 1; index > oldest; index--) {
      const version = this.#versions[index];
      const earlier = this.#versions[index - 1];
      if (version === undefined || earlier === undefined) break;
      if (version.project !== project) continue;
      if (!isHidden(version) || earlier.state.get(`projects/${project}`) === undefined) break;
      found = earlier.state;
    }
    return found;
  }
}
