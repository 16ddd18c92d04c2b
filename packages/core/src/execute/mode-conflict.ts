import { codeOf, messageOf, refusalOf } from '../cloud/cloud-error.ts';

/** Words of GCE for a 400 that another balancing mode does not cure. */
const OTHER_REASONS: ReadonlySet<string | undefined> = new Set([
  'resourceNotReady',
  'resourceInUseByAnotherResource',
  'resourceNotFound',
  'required',
  'INSTANCE_IN_MULTIPLE_LOAD_BALANCED_IGS',
]);

/** A 400 about a field of the body that has nothing to do with its backends. */
const OTHER_FIELD =
  /Invalid value for field 'resource\.(?!backends)|was not found|is not ready|health ?check|at most one load-balanced instance group/i;

/**
 * True where a backend service may have been refused for the balancing mode of one of its groups. GCE words that in several
 * ways, so every 400 counts that does not speak of something else.
 */
export function isModeConflict(error: unknown): boolean {
  if (codeOf(error) !== 400) return false;
  if (/balancing.?mode/i.test(messageOf(error))) return true;
  return !OTHER_REASONS.has(refusalOf(error)) && !OTHER_FIELD.test(messageOf(error));
}
