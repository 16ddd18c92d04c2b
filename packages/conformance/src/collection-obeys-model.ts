import type { BackendServices, HealthChecks } from '@gcepool/core';
import fc from 'fast-check';
import type { ConformingCloud } from './history/collection-calls.ts';
import { runSteps } from './history/run-steps.ts';
import type { Kind } from './history/step.ts';
import { someSteps } from './history/steps-arbitrary.ts';
import { hold, type LawOptions, type MakeCloud } from './law.ts';
import { prepareCloud } from './prepare-cloud.ts';

/**
 * Law: whatever calls are made in whatever order, backend services answer as a plain map from name to content does. Absent
 * is 404, present already 409, a stale fingerprint 412; a refused call changes nothing; lists and gets agree. Request ids
 * are not tried: `runConformance` tries them too.
 *
 * @throws Error with the shortest list of steps found after which it does not hold.
 */
export function backendServicesObeyModel(makeCloud: MakeCloud<BackendServices>, options?: LawOptions): Promise<void> {
  return obeyModel(makeCloud, 'backendServices', options);
}

/** Law: the same of health checks, which have no fingerprints. */
export function healthChecksObeyModel(makeCloud: MakeCloud<HealthChecks>, options?: LawOptions): Promise<void> {
  return obeyModel(makeCloud, 'healthChecks', options);
}

function obeyModel(makeCloud: MakeCloud<ConformingCloud>, kind: Kind, options: LawOptions | undefined): Promise<void> {
  const steps = someSteps({ kinds: [kind], instances: 0, maxSteps: 30, hasRaces: false });
  const skip = { 'once-per-request-id': 'this law is of calls without options' };
  const property = fc.asyncProperty(steps, async (list) => {
    await runSteps(await prepareCloud(await makeCloud(), { kinds: [kind], skip }), list);
  });
  return hold(property, options);
}
