import { invalid } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Resource } from '../../wire/wire.ts';
import { configsOf } from './manager-configs.ts';

type Manager = Resource<'InstanceGroupManager'>;

/** Whether a manager preserves anything of its instances, by a policy or for single ones. */
export const isStateful = (resource: Manager, manager: Entry | undefined): boolean =>
  Object.keys(resource.statefulPolicy?.preservedState ?? {}).length > 0 || configsOf(manager).length > 0;

/**
 * What a group that preserves something cannot do as well, by the limitations in
 * https://cloud.google.com/compute/docs/instance-groups/configuring-stateful-migs.
 *
 * @param manager as it is kept, with its configurations of single instances
 * @param autoscaler that is not switched off
 * @throws Refusal for a manager that would lose what it preserves
 */
export function checkStateful(resource: Manager, manager: Entry | undefined, autoscaler: string | undefined): void {
  if (!isStateful(resource, manager)) return;
  const { instanceRedistributionType, replacementMethod, type } = resource.updatePolicy ?? {};
  if (instanceRedistributionType === 'PROACTIVE') {
    const explanation = 'Instances of a stateful group cannot be redistributed: it must be NONE.';
    throw invalid('resource.updatePolicy.instanceRedistributionType', instanceRedistributionType, explanation);
  }
  if (type === 'PROACTIVE' && replacementMethod === 'SUBSTITUTE') {
    const explanation = 'Instances of a stateful group keep their names: proactive updates must RECREATE them.';
    throw invalid('resource.updatePolicy.replacementMethod', replacementMethod, explanation);
  }
  if (autoscaler === undefined) return;
  throw invalid('resource.statefulPolicy', '', `The group is scaled by '${autoscaler}', so it cannot be stateful.`);
}
