import { isSame } from '../../kernel/json.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Version = Resource<'InstanceGroupManagerVersion'>;
type UpdatePolicy = Resource<'InstanceGroupManagerUpdatePolicy'>;
type Size = Resource<'FixedOrPercent'>;

/**
 * Brings the template of a manager and its versions into line: the template is that of the version without a size,
 * which takes whatever the others leave.
 */
export function completeVersions(draft: Draft<Manager>, before: Manager | undefined): void {
  const target = draft.targetSize ?? 0;
  const isTemplateNew = before !== undefined && draft.instanceTemplate !== before.instanceTemplate;
  const areVersionsSame = isSame(draft.versions, before?.versions);
  let versions: readonly Version[] = draft.versions ?? [];
  if (versions.length === 0 || (isTemplateNew && areVersionsSame)) {
    versions = [{ instanceTemplate: draft.instanceTemplate }];
  }
  const sizes = versions.map((version) => ownSize(version, target));
  const rest = target - sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  draft.versions = versions.map((version, index) => ({
    ...version,
    targetSize: { ...withoutCalculated(version.targetSize), calculated: sizes[index] ?? Math.max(0, rest) },
  }));
  const main = versions[sizes.lastIndexOf(undefined)] ?? versions[0];
  draft.instanceTemplate = main?.instanceTemplate;
}

function ownSize({ targetSize: size = {} }: Version, target: number): number | undefined {
  return size.fixed === undefined && size.percent === undefined ? undefined : Math.min(calculate(size, target), target);
}

/** How the service changes instances when the template changes. @param zones how many a regional group has */
export function completeUpdatePolicy(draft: Draft<Manager>, zones: number | undefined): void {
  const target = draft.targetSize ?? 0;
  const policy: Draft<UpdatePolicy> = {
    type: 'OPPORTUNISTIC',
    minimalAction: 'REPLACE',
    replacementMethod: 'SUBSTITUTE',
    ...(zones === undefined ? {} : { instanceRedistributionType: 'PROACTIVE' }),
    ...draft.updatePolicy,
  };
  // One instance at a time, or one in each zone; an instance that keeps its name has no place beside it (documented).
  const step = { fixed: zones ?? 1 };
  const surge = policy.replacementMethod === 'RECREATE' ? { fixed: 0 } : step;
  policy.maxSurge = withCalculated(policy.maxSurge ?? surge, target);
  policy.maxUnavailable = withCalculated(policy.maxUnavailable ?? step, target);
  draft.updatePolicy = policy;
}

/** A size as it was sent, without what the service makes of it. */
export const withoutCalculated = (value: Size = {}): Size => {
  const { calculated: _, ...size } = value;
  return size;
};

const withCalculated = (value: Size, target: number): Size => {
  const size = withoutCalculated(value);
  return { ...size, calculated: calculate(size, target) };
};

/** A number of instances that is given as such or as a share of all (documented: rounded). */
const calculate = ({ fixed, percent = 0 }: Size, target: number): number =>
  fixed ?? Math.round((percent * target) / 100);

/** The template that the next instances are made of, when so many of each are there already. */
export function templatesFor({ versions = [] }: Manager): readonly (readonly [template: string, size: number])[] {
  return versions.map(({ instanceTemplate = '', targetSize }) => [instanceTemplate, targetSize?.calculated ?? 0]);
}
