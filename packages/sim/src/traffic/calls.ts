import { plannedEntry } from '../kernel/planned-writes.ts';
import type { LeastPrivilege } from '../iam/least-privilege.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { State } from '../kernel/state.ts';
import { CallLog } from './call-log.ts';
import type { CallRecord } from './call-record.ts';
import { recordOf } from './call-record.ts';
import type { Leak } from './leaks.ts';
import { leaksIn } from './leaks.ts';
import type { LintFinding, LintOptions } from './lint.ts';
import { lint } from './lint.ts';
import type { LoggedCall } from './logged-call.ts';
import type { CalledPermissionsOptions, CallNeeds } from './permissions-of-calls.ts';
import { checkPermissionsOptions, permissionsOfCalls } from './permissions-of-calls.ts';
import type { ScriptOptions } from './script-of-calls.ts';
import { checkScriptOptions, scriptOfCalls } from './script-of-calls.ts';
import { methodsMatching } from './method-pattern.ts';
import { readFields, readWhole, show } from '../read-fields.ts';

/**
 * What was called, by whom, in what order, and how it was answered. The log keeps the latest calls, 10,000 unless
 * `callLog` says otherwise; a check that needs older ones says so. A fork goes on from a log of its own.
 */
export interface Calls {
  /** All calls that are remembered, oldest first, or those after a {@link mark}. */
  list(since?: number): readonly CallRecord[];
  /**
   * The calls of a method: `backendServices.insert`, `backendServices.*`.
   *
   * @throws TypeError for an unknown method; it names the nearest
   */
  of(method: string, since?: number): readonly CallRecord[];
  /** How many calls there have been, by method id; `unknown` stands for URLs of no method. */
  counts(): Readonly<Record<string, number>>;
  /** This moment, as the other methods take it: the sequence of the last call. */
  mark(): number;
  /**
   * Checks how often methods were called: `{ 'backendServices.insert': 1, '*.delete': 0 }`.
   *
   * @throws Error naming what was called more or less often
   * @throws TypeError for an unknown method; it names the nearest
   */
  expectCalls(expected: Readonly<Record<string, number>>, since?: number): void;
  /**
   * Checks that no mutation was asked for, whatever became of it: ever, since a {@link mark}, or while `run` runs, whose
   * result is given back.
   *
   * @throws Error naming the mutations
   */
  expectNoMutations(since?: number): void;
  expectNoMutations<T>(run: () => T): T;
  /** What inserts have made, ever or since a {@link mark}, and what is still there. */
  leaks(since?: number): readonly Leak[];
  /** @throws Error naming what inserts have made and what is still there */
  expectNoLeaks(since?: number): void;
  /** Habits of the client that will hurt it: see `LintFinding`. */
  lint(options?: LintOptions): readonly LintFinding[];
  /**
   * What the calls needed to be permitted, and the least roles that do: whether or not permissions are enforced. What the bodies of the
   * latest calls referred to counts, until they take more than 16 MiB.
   *
   * @throws TypeError for a field that makes no sense, and for a role that is not known
   */
  permissions(options?: CalledPermissionsOptions): LeastPrivilege;
  /**
   * The calls that changed something, or wanted to, as a script that does the same on a simulator or in a project of its own: for curl or
   * gcloud, or on Google's client for TypeScript, Python or Go. It reads fingerprints before it sends them, and waits for operations.
   *
   * @throws TypeError for a form that there is not
   * @throws Error where what a call sent is not kept any more
   */
  script(options?: ScriptOptions): string;
  /** Forgets all calls. */
  clear(): void;
}

/** How many calls are remembered, unless said otherwise. */
const CAPACITY = 10_000;
const LARGEST_CAPACITY = 10_000_000;

export class LoggedCalls implements Calls {
  #log: CallLog;
  /** The last call before the journal began that there is. */
  #beganAfter = 0;
  readonly #state: () => State;
  readonly #needs: CallNeeds;

  constructor(capacity: number | undefined, state: () => State, needs: CallNeeds) {
    this.#needs = needs;
    this.#log = new CallLog(readWhole(capacity ?? CAPACITY, 'callLog', 1, LARGEST_CAPACITY));
    this.#state = state;
  }

  /** The sequence of the next call. */
  get next(): number {
    return this.#log.count + 1;
  }

  /** The journal of the simulation begins anew: the commands before which calls came are counted from here on. */
  begin(): void {
    this.#beganAfter = this.#log.count;
  }

  /** The calls since the journal began, as far as they are remembered. */
  get sinceBeginning(): readonly LoggedCall[] {
    return this.#log.after(this.#beganAfter);
  }

  add(call: LoggedCall): void {
    this.#log.add(call);
  }

  list(since = 0): readonly CallRecord[] {
    return this.#log.after(this.#since(since)).map(recordOf);
  }

  of(method: string, since = 0): readonly CallRecord[] {
    const ids = methodsMatching(method, 'method');
    return this.list(since).filter((call) => call.method !== undefined && ids.has(call.method));
  }

  counts(): Readonly<Record<string, number>> {
    return this.#log.counts();
  }

  mark(): number {
    return this.#log.count;
  }

  expectCalls(expected: Readonly<Record<string, number>>, since = 0): void {
    const counts = since === 0 ? this.counts() : undefined;
    if (counts === undefined) this.#refuseForgotten(this.#since(since));
    const lines: string[] = [];
    for (const [pattern, value] of Object.entries(readFields(expected, 'What is expected', Object.keys(expected)))) {
      const count = readWhole(value, `expected['${pattern}']`, 0, Number.MAX_SAFE_INTEGER);
      const ids = methodsMatching(pattern, 'method');
      const found =
        counts === undefined
          ? this.of(pattern, since).length
          : Object.entries(counts).reduce((sum, [id, calls]) => sum + (ids.has(id) ? calls : 0), 0);
      if (found !== count) lines.push(`  ${pattern}: expected ${count}, called ${found} times`);
    }
    if (lines.length > 0) throw new Error(`Calls that are not as expected:\n${lines.join('\n')}`);
  }

  expectNoMutations(since?: number): void;
  expectNoMutations<T>(run: () => T): T;
  expectNoMutations<T>(what: number | (() => T) = 0): T | void {
    if (typeof what !== 'function') return this.#refuseMutations(this.#since(what));
    const mark = this.mark();
    const result = what();
    if (!isThenable(result)) {
      this.#refuseMutations(mark);
      return result;
    }
    const checked = result.then((value) => {
      this.#refuseMutations(mark);
      return value;
    });
    // A promise of what was promised.
    return checked as T;
  }

  leaks(since = 0): readonly Leak[] {
    const state = this.#state();
    return leaksIn(this.#log.after(this.#since(since)), (path) => {
      const planned = plannedEntry(state, path);
      return planned === undefined ? state.get(path) !== undefined : planned !== null;
    });
  }

  expectNoLeaks(since = 0): void {
    this.#refuseForgotten(this.#since(since));
    const leaks = this.leaks(since);
    if (leaks.length === 0) return;
    const lines = leaks.map(
      ({ path, method, sequence, user }) => `  ${path} (${method}, call ${sequence}, by ${user})`,
    );
    throw new Error(`Resources that were made and not deleted:\n${lines.join('\n')}`);
  }

  lint(options: LintOptions = {}): readonly LintFinding[] {
    const { since = 0 } = options;
    return lint(this.#log.after(this.#since(since)), options);
  }

  permissions(options: CalledPermissionsOptions = {}): LeastPrivilege {
    const checked = checkPermissionsOptions(options);
    const stored = (path: string): JsonObject | undefined => this.#state().get(path)?.resource;
    return permissionsOfCalls(this.#log.after(this.#since(checked.since ?? 0)), checked, this.#needs, stored);
  }

  script(options: ScriptOptions = {}): string {
    const { as, since = 0, until = this.#log.count } = checkScriptOptions(options);
    const last = this.#since(until);
    return scriptOfCalls(
      this.#log.after(this.#since(since)).filter(({ sequence }) => sequence <= last),
      as,
    );
  }

  clear(): void {
    this.#log = new CallLog(this.#log.capacity);
    this.#beganAfter = 0;
  }

  fork(state: () => State): LoggedCalls {
    const copy = new LoggedCalls(this.#log.capacity, state, this.#needs);
    copy.#log = this.#log.fork();
    return copy;
  }

  /** @throws TypeError for what is no mark of this log: after a clear, marks from before mean nothing */
  #since(value: number): number {
    if (Number.isInteger(value) && value >= 0 && value <= this.#log.count) return value;
    throw new TypeError(
      `since must be what calls.mark() gave, from 0 to ${this.#log.count}, the last call; got ${show(value)}`,
    );
  }

  #refuseMutations(since: number): void {
    if (this.#log.lastMutation <= since) return;
    const calls = this.#log.after(since).filter(({ isMutation }) => isMutation);
    const lines = calls.map(({ method, path, sequence, user }) => `  ${method} ${path} (call ${sequence}, by ${user})`);
    throw new Error(`Mutations where none was expected:\n${lines.join('\n')}`);
  }

  #refuseForgotten(since: number): void {
    const { forgottenUntil, capacity } = this.#log;
    if (forgottenUntil <= since) return;
    throw new Error(
      `The call log has forgotten calls up to ${forgottenUntil}: it keeps ${capacity}. Give createSimulator a larger callLog.`,
    );
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
