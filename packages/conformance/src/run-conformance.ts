import fc from 'fast-check';
import type { ConformanceOptions } from './conformance-options.ts';
import { type ConformingCloud, hasCollection } from './history/collection-calls.ts';
import { CLOUD_LAWS, type CloudLaw } from './history/cloud-laws.ts';
import { type History, historyOf } from './history/history.ts';
import { LawBrokenError } from './history/law-broken-error.ts';
import { runSteps } from './history/run-steps.ts';
import { type Kind, KINDS, type Step } from './history/step.ts';
import { someSteps } from './history/steps-arbitrary.ts';
import { typescriptOf } from './history/typescript-of.ts';
import type { MakeCloud } from './law.ts';
import { prepareCloud } from './prepare-cloud.ts';

/** What became of a law. */
export interface LawReport {
  readonly law: CloudLaw;
  /** The law in a sentence. */
  readonly says: string;
  /** How often it was looked at; 0 where no history came to it. */
  readonly checks: number;
  /** Why it was not looked at, where that was asked for. */
  readonly skipped?: string;
}

/** The smallest history found in which a law is broken. */
export interface ConformanceFailure {
  /** Absent where the cloud failed in a way that no law speaks of. */
  readonly law?: CloudLaw;
  readonly message: string;
  /** For `gcepool replay`, and for {@link replayHistory}. */
  readonly history: History;
  /** The same as calls of a `cloud`, to be pasted. */
  readonly typescript: string;
  /** Give both back to begin with this history. */
  readonly seed: number;
  readonly path: string;
  readonly error: unknown;
}

/** What came of trying a cloud. */
export interface ConformanceReport {
  readonly passed: boolean;
  readonly kinds: readonly Kind[];
  readonly seed: number;
  /** How many histories were run, those of shrinking included. */
  readonly histories: number;
  /** How many steps they had. */
  readonly steps: number;
  readonly laws: readonly LawReport[];
  readonly failure?: ConformanceFailure;
}

/**
 * Tries random histories on a cloud and compares it with a plain model, without any test runner. What a history makes, it
 * deletes.
 *
 * @param makeCloud gives the cloud to one history; it may be the same each time.
 * @throws TypeError where the cloud has no collection to try, or an option makes no sense; whatever `makeCloud` throws
 */
export async function runConformance(
  makeCloud: MakeCloud<ConformingCloud>,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const kinds = kindsOf(await makeCloud(), options);
  const { prefix = 'conformance', instances = [], skip = {}, maxSteps = 30 } = options;
  const checks = new Map<CloudLaw, number>();
  const counts = { histories: 0, steps: 0 };
  const run = async (steps: readonly Step[]): Promise<void> => {
    const under = await prepareCloud(await makeCloud(), options);
    counts.histories += 1;
    counts.steps += steps.length;
    try {
      await runSteps(under, steps);
    } finally {
      for (const [law, count] of under.checks) checks.set(law, (checks.get(law) ?? 0) + count);
    }
  };
  const steps = someSteps({
    kinds,
    instances: instances.length,
    maxSteps,
    hasRaces: true,
  });
  const { numRuns, seed, path, endOnFailure = false } = options;
  const details = await fc.check(fc.asyncProperty(steps, run), {
    ...(numRuns !== undefined && { numRuns }),
    ...(seed !== undefined && { seed }),
    ...(path !== undefined && { path }),
    endOnFailure,
  });
  const failure = details.failed ? failureOf(details.counterexample?.[0] ?? [], details, prefix) : undefined;
  return {
    passed: !details.failed,
    kinds,
    seed: details.seed,
    ...counts,
    laws: Object.entries(CLOUD_LAWS).map(([name, says]) => {
      // The keys are the laws.
      const law = name as CloudLaw;
      return { law, says, checks: checks.get(law) ?? 0, ...(skip[law] !== undefined && { skipped: skip[law] }) };
    }),
    ...(failure && { failure }),
  };
}

function kindsOf(cloud: ConformingCloud, { kinds, prefix, skip = {} }: ConformanceOptions): readonly Kind[] {
  if (prefix !== undefined && !/^[a-z](?:[-a-z0-9]{0,40}[a-z0-9])?$/.test(prefix)) {
    throw new TypeError(
      `prefix must be up to 42 lower-case letters, digits and hyphens, a letter first; got '${prefix}'`,
    );
  }
  const stranger = Object.keys(skip).find((law) => !Object.hasOwn(CLOUD_LAWS, law));
  if (stranger !== undefined) {
    throw new TypeError(`skip.${stranger} is no law; there are ${Object.keys(CLOUD_LAWS).join(', ')}`);
  }
  const present = KINDS.filter((kind) => hasCollection(cloud, kind));
  const absent = kinds?.find((kind) => !present.includes(kind));
  if (absent !== undefined) throw new TypeError(`kinds has ${absent}, and the cloud has no calls for it`);
  const chosen = kinds ?? present;
  if (chosen.length === 0) throw new TypeError(`there is nothing to try: the cloud has none of ${KINDS.join(', ')}`);
  return chosen;
}

function failureOf(
  steps: readonly Step[],
  details: fc.RunDetails<[readonly Step[]]>,
  prefix: string,
): ConformanceFailure {
  const { errorInstance: error, seed, counterexamplePath } = details;
  const broken = error instanceof LawBrokenError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  // What comes after the step at which it showed plays no part.
  const needed = broken?.step === undefined ? steps : steps.slice(0, broken.step + 1);
  return {
    ...(broken && { law: broken.law }),
    message,
    history: historyOf(needed, broken),
    typescript: typescriptOf(needed, prefix, broken),
    seed,
    path: counterexamplePath ?? '',
    error,
  };
}
