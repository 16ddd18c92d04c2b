import type { HealthCheck } from '@gcepool/api';
import { absentAsUndefined } from '../cloud/cloud-error.ts';
import type { BackendServices, HealthChecks } from '../cloud/cloud.ts';
import { retryOnConflict } from '../calls/retry-on-conflict.ts';
import { probeSettings, withProbeSettings } from '../health/probe-settings.ts';
import { afterTrial, describedTrial } from '../health/trial-mark.ts';
import type { RefusedChange, Trial } from '../health/trial-mark.ts';

/** A health check that is still on the same trial; `undefined` where somebody has ended it, or changed it since. */
async function readOnTrial(name: string, { since }: Trial, checks: HealthChecks): Promise<HealthCheck | undefined> {
  const check = await absentAsUndefined(checks.getHealthCheck(name));
  return describedTrial(check?.description)?.since === since ? check : undefined;
}

/** Lets a health check stay as it is: what it was before is forgotten. */
export async function endTrial(name: string, trial: Trial, checks: HealthChecks): Promise<void> {
  const check = await readOnTrial(name, trial, checks);
  if (check === undefined) return;
  const description = afterTrial(check.description ?? '');
  await (checks.patchHealthCheck?.(name, { description }) ?? checks.updateHealthCheck({ ...check, description }));
}

/**
 * Puts a health check back as it was before its trial, and with it the protocol of its backend service.
 *
 * @param refused When and why, to be left in its description; without it, the next run tries the change again.
 * @returns whether that was to be done: `false` where somebody else has changed it since.
 */
export async function putBack(
  name: string,
  trial: Trial,
  refused: Omit<RefusedChange, 'settings'> | undefined,
  { checks, services }: { readonly checks: HealthChecks; readonly services: BackendServices },
): Promise<boolean> {
  const check = await readOnTrial(name, trial, checks);
  if (check === undefined) return false;
  const settings = probeSettings(check);
  const description = afterTrial(check.description ?? '', refused && { ...refused, settings });
  await checks.updateHealthCheck({ ...withProbeSettings(check, trial.former), description });
  if (trial.protocol !== undefined) await speak(name, trial.protocol, services);
  return true;
}

async function speak(name: string, protocol: string, services: BackendServices): Promise<void> {
  const read = (): ReturnType<BackendServices['getBackendService']> => services.getBackendService(name);
  const before = await read();
  if (before.protocol === protocol) return;
  await retryOnConflict({
    step: before,
    apply: ({ fingerprint, ...rest }) => {
      const guard = fingerprint === undefined ? {} : { fingerprint };
      return (
        services.patchBackendService?.(name, { protocol, ...guard }) ??
        services.updateBackendService({ ...rest, ...guard, protocol })
      );
    },
    read,
    replan: (fresh) => (fresh?.protocol === protocol ? undefined : fresh),
  });
}
