import type { Schedule } from './incident.ts';
import type { TestSource } from './test-text.ts';
import { testText } from './test-text.ts';

/** A way in which a program breaks an invariant. */
export interface Finding {
  /** The name of the invariant. */
  readonly invariant: string;
  /** What it says. */
  readonly message: string;
  /** The fewest incidents that were found to bring it about; empty where it happens without any. */
  readonly schedule: Schedule;
  /** Other schedules that have the same effect, or do at other calls of the same methods what this one does. */
  readonly alsoBy: readonly Schedule[];
  /** What happened, line by line. */
  readonly story: readonly string[];
}

/** How many schedules of a kind were run, of how many there are. */
export interface Covered {
  readonly run: number;
  readonly of: number;
}

/** What an exploration has found. The same program, options and seed give the same. */
export interface Exploration {
  readonly seed: string;
  /** How many runs there were, those after others and those for shrinking aside. */
  readonly runs: number;
  /** How many calls all runs have made, those after others included. */
  readonly calls: number;
  /** How many calls the run without a fault makes. */
  readonly callsWithoutFault: number;
  readonly covered: {
    /** One fault at one call. */
    readonly faults: Covered;
    /** A crash before one call. */
    readonly crashes: Covered;
    /** Two instances, one of them held once or twice. */
    readonly interleavings: Covered;
    /** Two incidents that do no harm alone. */
    readonly pairs: Covered;
  };
  /** How many runs were cut off, for they did not end by themselves. */
  readonly cutOff: number;
  /** What differs between two runs without a fault: what is found may not be found again. Absent where nothing does. */
  readonly unsteady?: string;
  readonly findings: readonly Finding[];
}

/** Thrown where an invariant does not hold. Its message tells the stories. */
export class ExplorationError extends Error {
  readonly exploration: Exploration;

  constructor(exploration: Exploration, source: TestSource) {
    super(messageOf(exploration, source));
    this.name = 'ExplorationError';
    this.exploration = exploration;
  }
}

/** So many findings are told whole. */
const TOLD = 3;

function messageOf(exploration: Exploration, source: TestSource): string {
  const { findings, runs, seed } = exploration;
  const count = `${findings.length} ${findings.length === 1 ? 'way' : 'ways'}`;
  const told = findings.slice(0, TOLD).map((finding) => textOf(finding, exploration, source));
  const rest = findings
    .slice(TOLD)
    .map(({ invariant, message, schedule }) => `  ${titleOf(invariant, schedule)}: ${message}`);
  return [
    `The program breaks what must hold in ${count}; ${runs} runs, seed ${seed}.`,
    ...told,
    ...(rest.length === 0 ? [] : [['And:', ...rest].join('\n')]),
    ...(exploration.unsteady === undefined ? [] : [`It is not the same each time: ${exploration.unsteady}`]),
  ].join('\n\n');
}

function textOf({ invariant, schedule, story, alsoBy }: Finding, { seed }: Exploration, source: TestSource): string {
  const title = titleOf(invariant, schedule);
  return [
    `${title}.`,
    ...story.map((line) => `  ${line}`),
    ...(alsoBy.length === 0
      ? []
      : [
          `  The same by ${alsoBy.slice(0, TOLD_ALSO).map(nameOf).join('; ')}${alsoBy.length > TOLD_ALSO ? `; and ${alsoBy.length - TOLD_ALSO} more` : ''}.`,
        ]),
    '',
    '  As a test:',
    ...testText(schedule, seed, title, source)
      .split('\n')
      .map((line) => (line === '' ? '' : `    ${line}`)),
  ].join('\n');
}

/** So many other schedules of a finding are named. */
const TOLD_ALSO = 6;

/** What a finding is called: the incidents, and the invariant. */
const titleOf = (invariant: string, schedule: Schedule): string =>
  schedule.length === 0 ? `${invariant}, without a fault` : `${invariant}, ${nameOf(schedule)}`;

const nameOf = (schedule: Schedule): string =>
  schedule.map(({ kind, call, method }) => `${kind} at call ${call} (${method})`).join(' and ');
