import { invalid } from '../../kernel/refusal.ts';

/**
 * How many instances a manager may be asked for. A limit of ours, and generous: GCE's depends on the kind of group and
 * on quotas. It is checked before any instance is made.
 */
const MOST_INSTANCES = 4000;

/** @throws Refusal for more instances than a manager can have */
export function checkGroupSize(field: string, size: number): void {
  if (size <= MOST_INSTANCES) return;
  throw invalid(field, String(size), `Must be less than or equal to ${MOST_INSTANCES}.`);
}
