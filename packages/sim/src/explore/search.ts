import { seedOf } from '../kernel/token.ts';
import { forkWithProjects } from '../simulator.ts';
import { Chance } from '../traffic/chance.ts';
import type { Exploration } from './exploration.ts';
import type { ReadOptions } from './explore-options.ts';
import { asMet, refuseChanged } from './as-met.ts';
import type { Schedule } from './incident.ts';
import { CRASH, SWITCH } from './incident.ts';
import { interleavings, pairs, singleIncidents } from './incidents-to-try.ts';
import type { Broken } from './judge.ts';
import { judge } from './judge.ts';
import type { Perform } from './perform.ts';
import type { InstanceName, Run } from './run.ts';
import type { RunRules } from './run-program.ts';
import { runProgram } from './run-program.ts';
import { Findings } from './findings.ts';
import { storyOf } from './story.ts';
import { textOfError } from './text-of-error.ts';

/** Of a program whose calls are not known yet. */
const MOST_CALLS_AT_FIRST = 10_000;

/** Runs a program without a fault, then under one schedule after the other as far as the budget goes, and tells what was found. */
export async function search(options: ReadOptions, perform: Perform): Promise<Exploration> {
  return new Search(options, perform).run();
}

type CoveredKind = keyof Exploration['covered'];

class Search {
  readonly #options: ReadOptions;
  #rules: RunRules;
  readonly #findings: Findings;
  readonly #endAt: number;
  readonly #covered: Record<CoveredKind, { run: number; of: number }>;
  #runs = 0;
  #calls = 0;
  #cutOff = 0;

  constructor(options: ReadOptions, perform: Perform) {
    this.#options = options;
    this.#rules = {
      kinds: options.kinds,
      simulator: options.simulator,
      perform: async (part) => {
        const performance = await perform(part);
        this.#calls += performance.calls.length;
        return performance;
      },
    };
    this.#findings = new Findings();
    this.#endAt = Date.now() + options.budget.seconds * 1000;
    const none = (): { run: number; of: number } => ({ run: 0, of: 0 });
    this.#covered = { faults: none(), crashes: none(), interleavings: none(), pairs: none() };
  }

  async run(): Promise<Exploration> {
    const { budget, only, simulator } = this.#options;
    const first = await this.#runFaultless();
    // What the projects that it works in start with is made once, for all runs.
    this.#rules = { ...this.#rules, simulator: forkWithProjects(simulator, projectsOf(first)) };
    const faultless = await this.#attempt([], 'A', budget.calls ?? MOST_CALLS_AT_FIRST, undefined);
    const unsteady = differenceOf(first, faultless);
    const mostCalls = budget.calls ?? 3 * faultless.calls.length + 100;
    const broken = await judge(this.#options.invariants, faultless);
    if (broken.length > 0) this.#note(faultless, broken);
    else if (only === undefined) await this.#tryAll(faultless, mostCalls);
    else await this.#tryOnly(only, faultless, mostCalls);
    return {
      seed: this.#options.seed,
      runs: this.#runs,
      calls: this.#calls,
      callsWithoutFault: faultless.calls.length,
      covered: this.#covered,
      cutOff: this.#cutOff,
      ...(unsteady === undefined ? {} : { unsteady }),
      findings: this.#findings.list,
    };
  }

  /** @throws Error where there is nothing to explore */
  async #runFaultless(): Promise<Run> {
    const run = await this.#attempt([], 'A', this.#options.budget.calls ?? MOST_CALLS_AT_FIRST, undefined);
    const [end] = run.ends;
    if (end?.kind !== 'returned') {
      const story = storyOf(run, [], this.#options.kinds).map((line) => `  ${line}`);
      const cause = end?.kind === 'threw' ? end.error : undefined;
      const short = end?.kind === 'threw' ? `: ${textOfError(end.error)}` : '';
      throw new Error(`The program does not end well without a fault${short}\n${story.join('\n')}`, { cause });
    }
    if (run.calls.length > 0) return run;
    throw new Error(
      "The program made no call that came to the simulator: give its client the fetch that it is given, or let it call Google's hosts.",
    );
  }

  async #tryAll(faultless: Run, mostCalls: number): Promise<void> {
    const { kinds, hasCrashes, instances, seed } = this.#options;
    const singles = singleIncidents(faultless.calls, kinds, hasCrashes);
    this.#covered.crashes.of = singles.filter(({ kind }) => kind === CRASH).length;
    this.#covered.faults.of = singles.length - this.#covered.crashes.of;
    const harmless = new Set(singles);
    for (const incident of singles) {
      if (this.#isSpent()) return;
      this.#covered[incident.kind === CRASH ? 'crashes' : 'faults'].run++;
      if (!(await this.#try([incident], 'A', mostCalls, faultless))) harmless.delete(incident);
    }
    if (instances === 2) await this.#tryInterleavings(faultless, mostCalls);
    const rest = [...harmless];
    this.#covered.pairs.of = pairCount(rest.map(({ call }) => call));
    for (const pair of pairs(rest, new Chance(seedOf(`${seed} pairs`)))) {
      if (this.#isSpent()) return;
      this.#covered.pairs.run++;
      await this.#try(pair, 'A', mostCalls, faultless, rest);
    }
  }

  async #tryInterleavings(faultless: Run, mostCalls: number): Promise<void> {
    const count = faultless.calls.length;
    this.#covered.interleavings.of = count + count * count;
    for (const schedule of interleavings(faultless.calls)) {
      if (this.#isSpent()) return;
      this.#covered.interleavings.run++;
      await this.#try(schedule, 'AB', 2 * mostCalls, faultless);
    }
  }

  async #tryOnly(only: Schedule, faultless: Run, mostCalls: number): Promise<void> {
    // What was found of one instance is found of one, whatever else the options ask for.
    const who = only.some(({ kind }) => kind === SWITCH) ? 'AB' : 'A';
    const run = await this.#attempt(only, who, mostCalls * who.length, faultless);
    refuseChanged(only, run);
    const broken = await judge(this.#options.invariants, run);
    if (broken.length > 0) this.#note(run, broken);
  }

  /** Whether all invariants hold after a run under a schedule. */
  async #try(
    schedule: Schedule,
    who: 'A' | 'AB',
    mostCalls: number,
    faultless: Run,
    known: Schedule = [],
  ): Promise<boolean> {
    const run = await this.#attempt(schedule, who, mostCalls, faultless);
    const broken = await judge(this.#options.invariants, run);
    if (broken.length === 0) return true;
    if (this.#findings.meet(asMet(run), broken)) return false;
    if (schedule.length < 2 || known.length === 0) {
      this.#note(run, broken);
      return false;
    }
    await this.#noteSmallest(run, broken, known, (smaller) => this.#attempt(smaller, who, mostCalls, faultless));
    return false;
  }

  async #noteSmallest(
    run: Run,
    broken: readonly Broken[],
    known: Schedule,
    attempt: (schedule: Schedule) => Promise<Run>,
  ): Promise<void> {
    // Only now, for most programs are explored by those who have no need of it.
    const { shrink } = await import('./shrink.ts');
    const names = new Set(broken.map(({ invariant }) => invariant));
    let found = { run, broken };
    const kinds = new Set(run.schedule.map(({ kind, method }) => `${kind} ${method}`));
    await shrink(
      run.schedule,
      known.filter(({ kind, method }) => kinds.has(`${kind} ${method}`)),
      async (smaller) => {
        const next = await attempt(smaller);
        const same = (await judge(this.#options.invariants, next)).filter(({ invariant }) => names.has(invariant));
        if (same.length > 0) found = { run: next, broken: same };
        return same.length > 0;
      },
      MOST_SHRINKING,
    );
    this.#note(found.run, found.broken);
  }

  #note(run: Run, broken: readonly Broken[]): void {
    this.#findings.add(asMet(run), broken, (of) => storyOf(run, [of], this.#options.kinds));
  }

  async #attempt(schedule: Schedule, who: 'A' | 'AB', mostCalls: number, faultless: Run | undefined): Promise<Run> {
    this.#runs++;
    const instances: readonly InstanceName[] = who === 'AB' ? ['A', 'B'] : ['A'];
    const run = await runProgram(this.#rules, schedule, instances, mostCalls, faultless);
    if (run.ends.some(({ kind }) => kind === 'cutOff')) this.#cutOff++;
    return run;
  }

  #isSpent(): boolean {
    return this.#runs >= this.#options.budget.runs || Date.now() >= this.#endAt;
  }
}

/** How often shrinking runs the program. */
const MOST_SHRINKING = 200;

function pairCount(calls: readonly number[]): number {
  const byCall = new Map<number, number>();
  for (const call of calls) byCall.set(call, (byCall.get(call) ?? 0) + 1);
  const same = [...byCall.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  return (calls.length * (calls.length - 1)) / 2 - same;
}

const projectsOf = ({ calls }: Run): ReadonlySet<string> =>
  new Set(calls.flatMap(({ path }) => /^projects\/([^/]+)/.exec(path)?.[1] ?? []));

/** The first call in which two runs without a fault differ. */
function differenceOf(one: Run, other: Run): string | undefined {
  const most = Math.max(one.calls.length, other.calls.length);
  for (let index = 0; index < most; index++) {
    const [a, b] = [one.calls[index], other.calls[index]].map((call) =>
      call === undefined ? 'none' : `${call.method} of ${call.path}`,
    );
    if (a !== b) return `call ${index + 1} was ${a}, and then ${b}`;
  }
  return undefined;
}
