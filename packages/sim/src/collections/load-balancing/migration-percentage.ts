import { invalid } from '../../kernel/refusal.ts';

/** A resource on its way from the classic load balancer to the managed one. */
export interface Migration {
  readonly scheme: string | undefined;
  readonly state: string | undefined;
  /** How much of the traffic tries the managed one; 0 is how some clients leave it out. */
  readonly percentage: number | undefined;
  /** The percentage that is stored; it stays when the migration goes on, and is no longer looked at. */
  readonly stored: number | undefined;
}

/** @throws Refusal when a percentage is set that the state of the migration has no use for (documented) */
export function checkMigrationPercentage({ scheme, state, percentage, stored }: Migration, field: string): void {
  if (percentage === undefined || percentage === 0 || percentage === stored) return;
  if (state === 'TEST_BY_PERCENTAGE' && scheme === 'EXTERNAL') return;
  const explanation = 'It can only be set with scheme EXTERNAL and migration state TEST_BY_PERCENTAGE.';
  throw invalid(field, percentage, explanation);
}
