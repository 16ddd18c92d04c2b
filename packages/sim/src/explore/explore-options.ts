import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
import { readFields, readWhole, show } from '../read-fields.ts';
import type { FaultKindOfRun, FaultName, NamedFault } from './fault-kinds.ts';
import { FAULT_NAMES, faultKindsOf, SLOW_MS } from './fault-kinds.ts';
import type { Schedule } from './incident.ts';
import { readSchedule } from './incident.ts';
import { ends } from './invariants/ends.ts';
import { honestSuccess } from './invariants/honest-success.ts';
import type { Invariant } from './run.ts';
import type { TestSource } from './test-text.ts';

/** How much is tried. */
export interface Budget {
  /** The most schedules that are run: single incidents first, then interleavings, then pairs. Default: 2000. */
  readonly runs?: number;
  /** Seconds of real time after which no run is begun any more; what is found may then differ from time to time. Default: none. */
  readonly seconds?: number;
  /** The most calls of one run, which is then cut off. Default: three times those of the run without a fault, and 100. */
  readonly calls?: number;
  /** The most hours of virtual time that one run takes, which is then cut off. Default: 168, a week. */
  readonly hours?: number;
  /** The most milliseconds of real time that a program waits for something that is neither a call nor a timer. Default: 2000. */
  readonly idleMs?: number;
}

/** What is the same for functions and for programs of any language. */
export interface ExplorationOptions {
  /** What every run begins with; it stays as it is. Default: `createSimulator()`. */
  readonly simulator?: Simulator;
  /** What must hold after every run. Default: {@link ends} and {@link honestSuccess}. */
  readonly invariant?: Invariant | readonly Invariant[];
  /** Which kinds of fault are tried. Default: all. */
  readonly faults?: readonly (FaultName | NamedFault)[];
  /** Whether the program is killed before each of its calls, and started anew. Default: true. */
  readonly crashes?: boolean;
  /** How many instances run at the same time. Two are interleaved in all ways with one switch, and with two. Default: 1. */
  readonly instances?: 1 | 2;
  readonly budget?: Budget;
  /** From which chance is drawn: that of the program, and the order of pairs. Default: `1`. */
  readonly seed?: string;
  /** Only this schedule is run: as findings have it, and the tests to be pasted. */
  readonly only?: Schedule;
}

/** Options of {@link explore}. */
export interface ExploreOptions extends ExplorationOptions {
  /**
   * `taken`: what the program sends to Google's hosts by any client comes to the run's simulator; this needs msw. `left`: only what it
   * calls by the `fetch` or `gce` that it is given. Default: `taken`.
   */
  readonly hosts?: 'taken' | 'left';
  /** Where tests that are to be pasted find the program and these options. Default: `./program.js`, which exports both by these names. */
  readonly source?: TestSource;
}

/** Options that were checked. */
export interface ReadOptions {
  readonly simulator: Simulator;
  readonly invariants: readonly Invariant[];
  readonly kinds: ReadonlyMap<string, FaultKindOfRun>;
  readonly hasCrashes: boolean;
  readonly instances: 1 | 2;
  readonly budget: {
    readonly runs: number;
    readonly seconds: number;
    readonly calls?: number;
    readonly hours: number;
    readonly idleMs: number;
  };
  readonly seed: string;
  readonly only?: Schedule;
}

const FIELDS = ['simulator', 'invariant', 'faults', 'crashes', 'instances', 'budget', 'seed', 'only'];
const OWN_FIELDS = ['hosts', 'source'];
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Options with their standards.
 *
 * @param slowMs how long a slow answer takes
 * @throws TypeError for an option that makes no sense, naming it
 */
export function readOptions(options: ExploreOptions, slowMs: number = SLOW_MS): ReadOptions {
  readFields(options, 'The options of explore', [...FIELDS, ...OWN_FIELDS]);
  const { simulator = createSimulator(), faults = FAULT_NAMES, crashes = true, instances = 1, seed = '1' } = options;
  // Where types are not checked, it may be anything.
  if (typeof (simulator as Partial<Simulator> | null)?.fork !== 'function')
    throw new TypeError(`simulator must be one of createSimulator(); got ${show(simulator)}`);
  if (simulator.clock.mode === 'real')
    throw new TypeError("explore needs a simulator whose clock is 'instant' or 'manual'");
  if (instances !== 1 && instances !== 2) throw new TypeError(`instances must be 1 or 2; got ${show(instances)}`);
  if (typeof crashes !== 'boolean') throw new TypeError(`crashes must be true or false; got ${show(crashes)}`);
  if (typeof seed !== 'string') throw new TypeError(`seed must be a text; got ${show(seed)}`);
  const kinds = faultKindsOf(faults, slowMs);
  return {
    simulator,
    invariants: readInvariants(options.invariant ?? [ends(), honestSuccess()]),
    kinds,
    hasCrashes: crashes,
    instances,
    budget: readBudget(options.budget ?? {}),
    seed,
    ...(options.only === undefined ? {} : { only: readSchedule(options.only, 'only', kinds.keys()) }),
  };
}

function readInvariants(value: Invariant | readonly Invariant[]): readonly Invariant[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const one of list) {
    if (typeof one !== 'function')
      throw new TypeError(`invariant must be a function or a list of functions; got ${show(one)}`);
  }
  // Each is a function.
  return list as readonly Invariant[];
}

function readBudget(value: Budget): ReadOptions['budget'] {
  const fields = readFields(value, 'budget', ['runs', 'seconds', 'calls', 'hours', 'idleMs']);
  const whole = (name: keyof Budget, standard: number, least = 1): number =>
    fields[name] === undefined ? standard : readWhole(fields[name], `budget.${name}`, least, MOST);
  return {
    runs: whole('runs', 2000),
    seconds: fields['seconds'] === undefined ? Infinity : whole('seconds', 0),
    hours: whole('hours', 168),
    idleMs: whole('idleMs', 2000),
    ...(fields['calls'] === undefined ? {} : { calls: whole('calls', 0) }),
  };
}
