import type { LoopEvent, Notice, Outcome, PoolEvent, Step } from '@gcepool/core';
import { messageOf } from '@gcepool/core/internal';
import { oneLine } from '../one-line.ts';
import { outcomeSum, sumText } from '../output/outcome-sum.ts';
import type { WorkRecord } from '../pool/work-record.ts';

/** A run, and what is kept of it. Times are in milliseconds since the epoch. */
export interface RecordedRun {
  /** From 1 on. */
  readonly number: number;
  readonly startedAt: number;
  readonly reasons: readonly string[];
  readonly result: 'running' | 'succeeded' | 'failed' | 'cut short';
  /** Absent while it is under way. */
  readonly tookMs?: number;
  readonly error?: string;
  /** Those that came to nothing first. */
  readonly outcomes: readonly Outcome[];
  /** Outcomes that are not kept. */
  readonly otherOutcomes: number;
  /** `5 of 7 changes made, 1 in use`. */
  readonly sum: string;
  readonly changes: number;
  readonly notices: readonly Notice[];
  readonly drift: readonly Pick<Step, 'resource' | 'reason'>[];
  readonly retries: number;
  readonly apiCalls: number;
  /** Whether it came as far as a plan. */
  readonly isPlanned: boolean;
  /** Why ports are not as desired, by nodePort. */
  readonly problems: ReadonlyMap<number, string>;
}

/** What is known of a run when an event tells of it. */
export interface KnownOfRun {
  readonly record: Pick<WorkRecord, 'outcomes' | 'notices'>;
  readonly apiCalls: number;
  readonly explain: (error: unknown) => string;
}

/** So many runs are kept; those that did nothing and met nothing go first. */
const MOST_RUNS = 100;
/** Of so many steps of a run it is kept what they changed. */
const MOST_OUTCOMES = 200;
/** So much drift of a run is kept. */
const MOST_DRIFT = 200;

/** The last runs of a loop, as its events tell of them. What it keeps does not grow with time. */
export class LoopRecord {
  readonly #now: () => number;
  readonly #onChange: () => void;
  #runs: readonly RecordedRun[] = [];
  #count = 0;

  /**
   * @param now the time of the loop, in milliseconds since the epoch
   * @param onChange called when there is something new
   */
  constructor(now: () => number, onChange: () => void) {
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Newest first. */
  get runs(): readonly RecordedRun[] {
    return this.#runs;
  }

  onLoopEvent(event: LoopEvent, { record, apiCalls, explain }: KnownOfRun): void {
    switch (event.type) {
      case 'runStarted':
        this.#count += 1;
        this.#runs = kept([begun(this.#count, this.#now(), event.reasons), ...this.#runs]);
        break;
      case 'runFinished':
        this.#end('succeeded', undefined, record, apiCalls);
        break;
      case 'runFailed':
        this.#end('failed', explain(event.error), record, apiCalls);
        break;
      case 'runCutShort':
        this.#end('cut short', explain(event.error), record, apiCalls);
        break;
      case 'stoodBy':
      case 'stopped':
    }
    this.#onChange();
  }

  onPoolEvent(event: PoolEvent): void {
    switch (event.type) {
      case 'planned': {
        const refused = new Map((event.plan.refused ?? []).map(({ nodePort, message }) => [nodePort, message]));
        this.#change((run) => ({ isPlanned: true, problems: new Map([...run.problems, ...refused]) }));
        break;
      }
      case 'driftFound': {
        const { resource, reason } = event.step;
        this.#change(({ drift }) => ({ drift: drift.length < MOST_DRIFT ? [...drift, { resource, reason }] : drift }));
        break;
      }
      case 'callRetried':
        this.#change(({ retries }) => ({ retries: retries + 1 }));
        break;
      case 'stepStarted':
      case 'stepFinished':
    }
  }

  #end(
    result: RecordedRun['result'],
    error: string | undefined,
    { outcomes, notices }: KnownOfRun['record'],
    apiCalls: number,
  ): void {
    const failed = outcomes.filter((each) => 'error' in each);
    const first = [...failed, ...outcomes.filter((each) => !('error' in each))].slice(0, MOST_OUTCOMES);
    const sum = outcomeSum(outcomes);
    this.#change((run) => ({
      result,
      tookMs: this.#now() - run.startedAt,
      ...(error !== undefined && { error }),
      outcomes: first,
      otherOutcomes: outcomes.length - first.length,
      sum: sum.planned === 0 && result === 'succeeded' ? 'nothing to do' : sumText(sum),
      changes: sum.planned,
      notices: [...notices],
      apiCalls,
      problems: new Map([
        ...run.problems,
        ...failed.flatMap(({ step, error: why }) => step.ports.map((port) => [port, oneLine(messageOf(why))] as const)),
      ]),
    }));
  }

  /** Changes the run under way. */
  #change(change: (run: RecordedRun) => Partial<RecordedRun>): void {
    const [run, ...others] = this.#runs;
    if (run?.result !== 'running') return;
    this.#runs = [{ ...run, ...change(run) }, ...others];
    this.#onChange();
  }
}

const begun = (number: number, startedAt: number, reasons: readonly string[]): RecordedRun => ({
  number,
  startedAt,
  reasons: [...new Set(reasons)],
  result: 'running',
  outcomes: [],
  otherOutcomes: 0,
  sum: '',
  changes: 0,
  notices: [],
  drift: [],
  retries: 0,
  apiCalls: 0,
  isPlanned: false,
  problems: new Map(),
});

/** Runs without the oldest that is too many: one in which nothing happened, where there is one. */
function kept(runs: readonly RecordedRun[]): readonly RecordedRun[] {
  if (runs.length <= MOST_RUNS) return runs;
  const quiet = runs.findLastIndex(isQuiet);
  return runs.toSpliced(quiet === -1 ? -1 : quiet, 1);
}

const isQuiet = ({ result, changes, drift, retries }: RecordedRun): boolean =>
  result === 'succeeded' && changes + drift.length + retries === 0;
