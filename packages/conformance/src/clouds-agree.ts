import fc from 'fast-check';
import type { ConformanceOptions } from './conformance-options.ts';
import { type ConformingCloud, hasCollection } from './history/collection-calls.ts';
import { type Observation, observed } from './history/observed.ts';
import { canonical } from './history/resource.ts';
import { runSteps } from './history/run-steps.ts';
import { KINDS, type Step } from './history/step.ts';
import { someSteps } from './history/steps-arbitrary.ts';
import { hold, type MakeCloud } from './law.ts';
import { prepareCloud } from './prepare-cloud.ts';

/**
 * Law: one random history gives the same observations everywhere, call by call. Ids, times, hosts in links and the text of
 * fingerprints aside, each answer and each refusal must be the same. The laws for single clouds are tried on the way.
 *
 * @param clouds by name, two or more; what is compared with is the first. What they have in common is tried. Each history
 * must find them empty, or as empty as the others.
 * @throws Error with the shortest history found in which two clouds differ, and the call at which they do; TypeError for fewer
 * than two clouds
 */
export async function cloudsAgree(
  clouds: Readonly<Record<string, MakeCloud<ConformingCloud>>>,
  options: ConformanceOptions = {},
): Promise<void> {
  const named = Object.entries(clouds);
  if (named.length < 2) throw new TypeError(`clouds must be two or more, to be compared; got ${named.length}`);
  const all = await Promise.all(named.map(([, makeCloud]) => makeCloud()));
  const kinds = options.kinds ?? KINDS.filter((kind) => all.every((cloud) => hasCollection(cloud, kind)));
  const hidden = new Set(OPTIONAL.filter((method) => all.some((cloud) => cloud[method] === undefined)));
  const { instances = [], maxSteps = 20 } = options;
  const steps = someSteps({ kinds, instances: instances.length, maxSteps, hasRaces: false });
  const property = fc.asyncProperty(steps, async (list) => {
    const seen = [];
    for (const [name, makeCloud] of named)
      seen.push({ name, observations: await observe(makeCloud, list, { ...options, kinds }, hidden) });
    const [first, ...others] = seen;
    for (const other of others) if (first !== undefined) mustAgree(first, other);
  });
  await hold(property, options);
}

/** Methods that a cloud may have; where one has them not, none is asked. */
const OPTIONAL = ['patchBackendService', 'patchHealthCheck'] as const;

interface Seen {
  readonly name: string;
  readonly observations: readonly Observation[];
}

async function observe(
  makeCloud: MakeCloud<ConformingCloud>,
  steps: readonly Step[],
  options: ConformanceOptions,
  hidden: ReadonlySet<string>,
): Promise<readonly Observation[]> {
  const { cloud, observations } = observed(await makeCloud(), hidden);
  await runSteps(await prepareCloud(cloud, options), steps);
  return observations;
}

function mustAgree(one: Seen, other: Seen): void {
  const count = Math.max(one.observations.length, other.observations.length);
  for (let at = 0; at < count; at += 1) {
    const [a, b] = [one.observations[at], other.observations[at]];
    if (canonical(a) === canonical(b)) continue;
    throw new Error(`call ${at + 1}: ${one.name} and ${other.name} differ\n  ${canonical(a)}\n  ${canonical(b)}`);
  }
}
