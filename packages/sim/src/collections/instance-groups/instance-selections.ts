import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Policy = NonNullable<Manager['instanceFlexibilityPolicy']>;

/** A selection that is sent takes the place of the one of its name: a patch without its rank is one without a rank (a test of Terraform's provider). */
export function replaceSelections(draft: Draft<Manager>, sent: Sent<Manager>): void {
  const policy: Policy | undefined = draft.instanceFlexibilityPolicy;
  const replaced = Object.entries(sent.instanceFlexibilityPolicy?.instanceSelections ?? {}).filter(
    ([, it]) => it !== null,
  );
  if (policy === undefined || replaced.length === 0) return;
  draft.instanceFlexibilityPolicy = {
    ...policy,
    instanceSelections: { ...policy.instanceSelections, ...Object.fromEntries(replaced) },
  };
}
