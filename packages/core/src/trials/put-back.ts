import type { BackendService, HealthCheck } from '@gcepool/api';
import { absentAsUndefined } from '../cloud/cloud-error.ts';
import type { BackendServices, HealthChecks } from '../cloud/cloud.ts';
import { parseLink } from '../cloud/link.ts';
import { retryOnConflict } from '../calls/retry-on-conflict.ts';
import { defaultBalancing, rebalanced, suits } from '../ports/balancing-mode.ts';
import { isProtocol } from '../ports/protocol.ts';
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
  const former = withProbeSettings(check, trial.former);
  if (trial.protocol !== undefined) {
    // Only when both are as they were is it forgotten that they are not.
    await checks.updateHealthCheck(former);
    await speak(name, trial.protocol, services);
  }
  await checks.updateHealthCheck({ ...former, description });
  return true;
}

async function speak(name: string, protocol: string, services: BackendServices): Promise<void> {
  const read = (): ReturnType<BackendServices['getBackendService']> => services.getBackendService(name);
  const before = await absentAsUndefined(read());
  if (before === undefined || before.protocol === protocol) return;
  await retryOnConflict({
    step: before,
    apply: (present) => {
      const { fingerprint } = present;
      const change = {
        protocol,
        ...balancedFor(protocol, present),
        ...(fingerprint === undefined ? {} : { fingerprint }),
      };
      return services.patchBackendService?.(name, change) ?? services.updateBackendService({ ...present, ...change });
    },
    read,
    replan: (fresh) => (fresh?.protocol === protocol ? undefined : fresh),
  });
}

/** The backends, where one is balanced by what this protocol has nothing of; those get what a new one would. */
function balancedFor(
  protocol: string,
  { backends = [], loadBalancingScheme }: BackendService,
): Pick<BackendService, 'backends'> {
  if (!isProtocol(protocol) || backends.every(({ balancingMode }) => suits(balancingMode, protocol))) return {};
  return {
    backends: backends.map((backend) => {
      if (suits(backend.balancingMode, protocol)) return backend;
      const isOfEndpoints = parseLink(backend.group ?? '')?.collection === 'networkEndpointGroups';
      const [first] = defaultBalancing(protocol, loadBalancingScheme, isOfEndpoints);
      return first === undefined ? backend : rebalanced(backend, first);
    }),
  };
}
