import type { HealthCheck } from '@gcepool/api';
import { pause } from '../calls/pause.ts';
import type { PauseEnds } from '../calls/pause.ts';
import { messageOf } from '../cloud/cloud-error.ts';
import type { BackendServices } from '../cloud/cloud.ts';
import { enumeration } from '../names/enumeration.ts';
import { endpointNames, endpointStates } from './endpoint-states.ts';
import type { ReachedGroup } from './endpoint-states.ts';
import { successShowsAfterMs } from '../health/probe-settings.ts';
import { pauseBetweenLooksMs } from './trial-pace.ts';

/** Whether endpoints are healthy again under a check, in words; waits for as long as that takes, unless the pool is being stopped. */
export async function healthyAgain(
  endpoints: readonly string[],
  groups: readonly ReachedGroup[],
  check: HealthCheck,
  services: Pick<BackendServices, 'getHealth'>,
  ends: PauseEnds,
): Promise<string> {
  const now = (): number => ends.clock?.now() ?? 0;
  const since = now();
  for (;;) {
    try {
      const { states, healthy } = await endpointStates(services, groups);
      const ill = endpoints.filter((endpoint) => states.has(endpoint) && !healthy.has(endpoint));
      if (ill.length === 0) return 'all are healthy again';
      const leftMs = successShowsAfterMs(check) - (now() - since);
      if (leftMs <= 0 || ends.stop?.aborted) return `not healthy again yet: ${enumeration(endpointNames(ill))}`;
      await pause(Math.min(leftMs, pauseBetweenLooksMs(check)), ends);
    } catch (error) {
      return `whether they are healthy again is not known: ${messageOf(error)}`;
    }
  }
}
