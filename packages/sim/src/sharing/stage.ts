import { Refusal } from '../kernel/refusal.ts';
import { restoreSnapshot, takeSnapshot } from '../kernel/snapshot.ts';
import type { Command, Simulation } from '../simulation/simulation.ts';
import type { SimulatorCore } from '../simulator-core.ts';
import { startFrom } from '../simulator-core.ts';
import type { Kept, KeptState, SharedEntry } from '../stores/store.ts';
import type { KeptTraffic } from '../traffic/kept-traffic.ts';
import type { Versions } from '../traffic/versions.ts';

/** What work came to: what it gave, or what it threw. */
export type Outcome = { readonly value: unknown } | { readonly thrown: unknown };

/** What was tried, and what it would do. */
export interface Trial {
  readonly outcomes: readonly Outcome[];
  /** What must be written down before it takes place; empty where nothing would change. */
  readonly entries: readonly SharedEntry[];
  readonly simulation: Simulation;
  readonly traffic: TrafficMark;
  readonly tell: () => void;
}

/** What of traffic is taken back, or takes place, with what was tried. */
interface TrafficMark {
  readonly kept: KeptTraffic;
  readonly text: string;
  readonly versions: Versions | undefined;
}

/**
 * Moves a simulator that several processes share. What is asked of it is tried first, on a branch of its state, and leaves no trace;
 * it takes place when it is written down. What others have written down is applied.
 */
export class Stage {
  readonly #core: SimulatorCore;
  /** The branch on which is read: for as long as nothing changes, so that what was made of resources is not made again. */
  #reading: Simulation | undefined;
  #mark: TrafficMark | undefined;
  /** What the work at hand would write down. */
  #entries: SharedEntry[] = [];
  #isTrying = false;

  constructor(core: SimulatorCore) {
    this.#core = core;
    core.aside = (look) => this.#aside(look);
    core.onBegin = (snapshot) =>
      void this.#entries.push(snapshot === undefined ? { kind: 'began' } : { kind: 'began', snapshot });
  }

  /** Tries work, in order, and leaves everything as it was. */
  try(works: readonly (() => unknown)[]): Trial {
    const { simulation, beginnings } = this.#core;
    const before = this.#marked();
    this.#entries = [];
    const outcomes: Outcome[] = [];
    let last = before.text;
    const record = this.#recorder();
    this.#core.simulation = simulation.branch(record);
    this.#core.onRecord = record;
    const tell = this.#trying(() => {
      for (const work of works) {
        outcomes.push(outcomeOf(work));
        last = this.#recordTraffic(last);
      }
    });
    const trial: Trial = {
      outcomes,
      entries: this.#entries,
      simulation: this.#core.simulation,
      traffic: this.#markOf(),
      tell,
    };
    this.#core.beginnings = beginnings;
    this.#leave(simulation);
    this.#goTo(before);
    return trial;
  }

  /** Tries one piece of work. @returns undefined where it would change something, and has not taken place */
  read(work: () => unknown): Outcome | undefined {
    const { simulation, beginnings } = this.#core;
    const before = this.#marked();
    const record = this.#recorder();
    const reading = (this.#reading ??= simulation.branch(record));
    const { changes } = reading.state;
    this.#entries = [];
    this.#core.simulation = reading;
    this.#core.onRecord = record;
    let outcome: Outcome = { value: undefined };
    const tell = this.#trying(() => {
      outcome = outcomeOf(work);
      this.#recordTraffic(before.text);
    });
    const isUnchanged = this.#core.simulation === reading && reading.state.changes === changes;
    // That the time of day has passed, and nothing has come of it, whoever comes next finds out by itself.
    const isClean = isUnchanged && this.#entries.every(({ kind }) => kind === 'advance' && this.#core.isRealTime);
    this.#core.beginnings = beginnings;
    this.#leave(simulation);
    if (isClean) {
      reading.forgetRecorded();
      tell();
      return outcome;
    }
    this.#reading = undefined;
    this.#goTo(before);
    return undefined;
  }

  /** Lets take place what was tried, and is written down: nothing else has come in between. */
  adopt(trial: Trial): void {
    this.#forget();
    if (trial.entries.some(({ kind }) => kind === 'began')) {
      trial.tell();
      this.apply(trial.entries);
      return;
    }
    this.#core.simulation.adopt(trial.simulation);
    this.#goTo(trial.traffic);
    trial.tell();
  }

  /** Does what was written down. @throws Error where it comes to something else here */
  apply(entries: readonly SharedEntry[]): void {
    this.#forget();
    for (const entry of entries) this.#apply(entry);
  }

  /** Goes to what a store holds. @throws Error where it comes to something else here */
  load({ snapshot, traffic, start, entries }: Kept<SharedEntry>): void {
    const core = this.#core;
    this.#forget();
    core.initial = restoreSnapshot(start ?? snapshot, core.rules.freshState());
    startFrom(core, restoreSnapshot(snapshot, core.rules.freshState()));
    if (traffic !== undefined) core.traffic.bring(traffic);
    this.apply(entries);
  }

  /** How many resources there are. */
  get resources(): number {
    return this.#core.simulation.state.size;
  }

  /** What there is to keep. */
  state(): KeptState {
    const { settings, simulation, traffic } = this.#core;
    return { settings, snapshot: takeSnapshot(simulation.state), traffic: traffic.kept() };
  }

  #apply(entry: SharedEntry): void {
    const core = this.#core;
    switch (entry.kind) {
      case 'began':
        startFrom(
          core,
          entry.snapshot === undefined ? core.initial : restoreSnapshot(entry.snapshot, core.rules.freshState()),
        );
        core.traffic.staleness.settle();
        if (entry.snapshot === undefined) {
          core.traffic.calls.clear();
          core.traffic.exchanges.clear();
        }
        return;
      case 'traffic':
        core.traffic.bring(entry.traffic);
        return;
      default:
        this.#replay(entry, entry.sequence);
        if (entry.kind === 'projectReset') core.traffic.staleness.forget(entry.project);
    }
  }

  #replay(command: Command, sequence: number): void {
    const { simulation } = this.#core;
    try {
      simulation.replay([command]);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      throw new OtherRulesError(`it is refused here: ${refusal.message}`, { cause: refusal });
    }
    if (simulation.state.sequence !== sequence) throw new OtherRulesError('it comes to something else here');
  }

  #trying(run: () => void): () => void {
    this.#isTrying = true;
    try {
      return this.#core.traffic.untold(run);
    } finally {
      this.#isTrying = false;
    }
  }

  /** Looks at what is known here, and lets nothing come of it. */
  #aside<T>(look: () => T): T {
    if (this.#isTrying) return look();
    const { simulation } = this.#core;
    const reading = (this.#reading ??= simulation.branch(this.#recorder()));
    const { changes } = reading.state;
    this.#core.simulation = reading;
    try {
      return look();
    } finally {
      this.#core.simulation = simulation;
      if (reading.state.changes !== changes) this.#reading = undefined;
      else reading.forgetRecorded();
      this.#entries = [];
    }
  }

  #leave(simulation: Simulation): void {
    this.#core.simulation = simulation;
    this.#core.onRecord = undefined;
    this.#entries = [];
  }

  #recorder(): (command: Command, state: { readonly sequence: number }) => void {
    return (command, { sequence }) => void this.#entries.push({ ...command, sequence });
  }

  /** Writes down how far traffic has come, where that is another than before. */
  #recordTraffic(before: string): string {
    const traffic = this.#core.traffic.kept();
    const text = JSON.stringify(traffic);
    // What is given out and written to later is no longer what was written down.
    if (text !== before) this.#entries.push({ kind: 'traffic', traffic: JSON.parse(text) as KeptTraffic });
    return text;
  }

  #marked(): TrafficMark {
    return (this.#mark ??= this.#markOf());
  }

  #markOf(): TrafficMark {
    const { traffic } = this.#core;
    const text = JSON.stringify(traffic.kept());
    return { kept: JSON.parse(text) as KeptTraffic, text, versions: traffic.staleness.heldBack() };
  }

  #goTo(mark: TrafficMark): void {
    const { traffic } = this.#core;
    if (JSON.stringify(traffic.kept()) !== mark.text) traffic.bring(mark.kept);
    traffic.staleness.holdBack(mark.versions);
  }

  #forget(): void {
    this.#reading = undefined;
    this.#mark = undefined;
  }
}

/** What was written down was written by another release, whose rules are others. */
export class OtherRulesError extends Error {}

function outcomeOf(work: () => unknown): Outcome {
  try {
    return { value: work() };
  } catch (thrown) {
    return { thrown };
  }
}
