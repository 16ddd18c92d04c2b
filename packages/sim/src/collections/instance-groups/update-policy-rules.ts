import { invalid } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import { checkNumber } from '../number-range.ts';
import { withoutCalculated } from './instance-group-manager-versions.ts';

type Manager = Resource<'InstanceGroupManager'>;
type Size = Resource<'FixedOrPercent'>;

/** Regional groups of fewer instances take numbers alone (documented for Terraform's provider), but keep what they have (assumed). */
const LEAST_FOR_PERCENT = 10;

const SIZES = ['maxSurge', 'maxUnavailable'] as const;

/**
 * How far a group may go beyond its size, and below it, while it is updated; the words are of reports.
 *
 * @param before the manager as it is stored
 * @param zones how many a regional group has
 * @throws Refusal for a policy that cannot be followed
 */
export function checkUpdatePolicy(
  { updatePolicy: policy = {}, targetSize = 0 }: Manager,
  before: Manager | undefined,
  zones: number | undefined,
): void {
  const { maxSurge = {}, maxUnavailable = {}, replacementMethod } = policy;
  const field = 'resource.updatePolicy';
  if (replacementMethod === 'RECREATE' && !isZero(maxSurge)) {
    const explanation = 'maxSurge must be equal to 0 when replacement method is set to RECREATE';
    throw invalid(`${field}.maxSurge`, withoutCalculated(maxSurge), explanation);
  }
  for (const name of SIZES) {
    const size = policy[name] ?? {};
    checkSize(size, `${field}.${name}`);
    const isNew = size.percent !== before?.updatePolicy?.[name]?.percent;
    if (zones !== undefined && isNew && (size.percent ?? 0) > 0 && targetSize < LEAST_FOR_PERCENT) {
      const explanation = `A percentage is only allowed for regional managed instance groups with a size of at least ${LEAST_FOR_PERCENT}.`;
      throw invalid(`${field}.${name}.percent`, size.percent, explanation);
    }
    if (zones === undefined || size.fixed === undefined || size.fixed === 0 || size.fixed >= zones) continue;
    const explanation = `Fixed updatePolicy.${name} for regional managed instance group has to be either 0 or at least equal to the number of zones.`;
    throw invalid(`${field}.${name}.fixed`, size.fixed, explanation);
  }
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    throw invalid(field, '', 'At least one of either maxSurge or maxUnavailable must be greater than 0.');
  }
}

const isZero = ({ fixed, percent = 0 }: Size): boolean => (fixed ?? percent) === 0;

function checkSize(size: Size, field: string): void {
  if (size.fixed !== undefined && size.percent !== undefined) {
    throw invalid(field, withoutCalculated(size), 'Only one of fixed and percent can be set.');
  }
  checkNumber(size.fixed, [0, Infinity], `${field}.fixed`);
  checkNumber(size.percent, [0, 100], `${field}.percent`);
}
