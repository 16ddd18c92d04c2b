import { describedRefusal, describedTrial, messageOf } from '@gcepool/core/internal';
import type { Namer } from '@gcepool/core';
import type { PoolSession } from './pool-session.ts';

/** A health check of the cluster that was changed, and is on trial or was put back. */
export interface ChangedCheck {
  readonly nodePort: number;
  readonly name: string;
  /** When its trial began, and how many endpoints were healthy before. */
  readonly onTrial?: { readonly since: string; readonly healthy: number };
  /** When it was put back, and why. */
  readonly putBack?: { readonly at: string; readonly why: string };
}

/** What changed health checks say of themselves, or why that cannot be read: of these nodePorts, or of all where none is named. */
export async function readChangedChecks(
  { cloud, namer }: Pick<PoolSession, 'cloud' | 'namer'>,
  nodePorts: readonly number[],
): Promise<readonly ChangedCheck[] | string> {
  const filter = namer.backendFilter(nodePorts.length === 0 ? undefined : nodePorts);
  try {
    const checks = await cloud.listHealthChecks({ filter });
    return checks.flatMap(({ name = '', description }) => changedCheck(name, description, namer, nodePorts) ?? []);
  } catch (error) {
    return `whether health checks are on trial cannot be read: ${messageOf(error)}`;
  }
}

function changedCheck(
  name: string,
  description: string | undefined,
  namer: Namer,
  nodePorts: readonly number[],
): ChangedCheck | undefined {
  const nodePort = namer.ownBackendPort(name);
  if (nodePort === undefined || (nodePorts.length > 0 && !nodePorts.includes(nodePort))) return undefined;
  const [trial, refused] = [describedTrial(description), describedRefusal(description)];
  if (trial !== undefined) return { nodePort, name, onTrial: { since: trial.since, healthy: trial.healthy } };
  return refused === undefined ? undefined : { nodePort, name, putBack: { at: refused.at, why: refused.why } };
}

/** One sentence for each, with the way out. */
export function changedCheckLine({ nodePort, name, onTrial, putBack }: ChangedCheck): string {
  const about = `${nodePort}: healthChecks/${name}`;
  return onTrial === undefined
    ? `${about} is as it was: a change of it was put back at ${putBack?.at}, for ${putBack?.why}`
    : `${about} was changed at ${onTrial.since} and is on trial; the next sync, reconcile or run watches it to the end, or puts it back`;
}
