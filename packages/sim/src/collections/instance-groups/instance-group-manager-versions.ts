import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString, isSame } from '../../kernel/json.ts';

/**
 * Brings the template of a manager and its versions into line: the template is that of the version without a size,
 * which takes whatever the others leave.
 */
export function completeVersions(draft: JsonDraft, before: JsonObject | undefined): void {
  const target = Number(draft.targetSize ?? 0);
  const isTemplateNew = before !== undefined && draft.instanceTemplate !== before.instanceTemplate;
  const areVersionsSame = isSame(draft.versions, before?.versions);
  let versions = asArray(draft.versions).map(asObject);
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

function ownSize(version: JsonObject, target: number): number | undefined {
  const size = asObject(version.targetSize);
  return size.fixed === undefined && size.percent === undefined ? undefined : Math.min(calculate(size, target), target);
}

/** How the service changes instances when the template changes. @param zones how many a regional group has */
export function completeUpdatePolicy(draft: JsonDraft, zones: number | undefined): void {
  const target = Number(draft.targetSize ?? 0);
  const policy: JsonDraft = {
    type: 'OPPORTUNISTIC',
    minimalAction: 'REPLACE',
    replacementMethod: 'SUBSTITUTE',
    ...(zones === undefined ? {} : { instanceRedistributionType: 'PROACTIVE' }),
    ...asObject(draft.updatePolicy),
  };
  // One instance at a time, or one in each zone; an instance that keeps its name has no place beside it (documented).
  const step = { fixed: zones ?? 1 };
  const surge = policy.replacementMethod === 'RECREATE' ? { fixed: 0 } : step;
  policy.maxSurge = withCalculated(policy.maxSurge ?? surge, target);
  policy.maxUnavailable = withCalculated(policy.maxUnavailable ?? step, target);
  draft.updatePolicy = policy;
}

const withoutCalculated = (value: Json | undefined): JsonObject => {
  const { calculated: _, ...size } = asObject(value);
  return size;
};

const withCalculated = (value: Json, target: number): JsonObject => {
  const size = withoutCalculated(value);
  return { ...size, calculated: calculate(size, target) };
};

/** A number of instances that is given as such or as a share of all (documented: rounded). */
const calculate = (size: JsonObject, target: number): number =>
  typeof size.fixed === 'number' ? size.fixed : Math.round((Number(size.percent ?? 0) * target) / 100);

/** The template that the next instances are made of, when so many of each are there already. */
export function templatesFor(resource: JsonObject): readonly (readonly [template: string, size: number])[] {
  return asArray(resource.versions).map((item) => {
    const version = asObject(item);
    return [asString(version.instanceTemplate), Number(asObject(version.targetSize).calculated ?? 0)];
  });
}
