import { invalid } from '../../kernel/refusal.ts';

/** A resource on its way from the classic load balancer to the managed one. */
export interface Migration {
  readonly scheme: string | undefined;
  readonly state: string | undefined;
  /** How much of the traffic tries the managed one; 0 is how some clients leave it out. */
  readonly percentage: number | undefined;
  /** The percentage that is stored. */
  readonly stored: number | undefined;
}

/**
 * The scheme is for ever, but for the way from the classic load balancer to the managed one and back.
 *
 * @param before the scheme and the state of the migration that are stored
 * @throws Refusal for any other scheme than the stored one, and for one that it is too early for (documented)
 */
export function checkScheme(
  { scheme, state }: Pick<Migration, 'scheme' | 'state'>,
  before: Pick<Migration, 'scheme' | 'state'> | undefined,
): void {
  if (before === undefined || scheme === before.scheme) return;
  const isMigration = [scheme, before.scheme].every((name) => name === 'EXTERNAL' || name === 'EXTERNAL_MANAGED');
  if (!isMigration) {
    throw invalid('resource.loadBalancingScheme', scheme, 'The field cannot be changed once the resource exists.');
  }
  if ((scheme === 'EXTERNAL' ? state : before.state) === 'TEST_ALL_TRAFFIC') return;
  const explanation = 'Cannot change the load balancing scheme until the migration state is set to TEST_ALL_TRAFFIC.';
  throw invalid('resource.loadBalancingScheme', scheme, explanation);
}

/** @throws Refusal when a percentage is set that the state of the migration has no use for (documented) */
export function checkMigrationPercentage({ scheme, state, percentage, stored }: Migration, field: string): void {
  if (percentage === undefined || percentage === 0 || percentage === stored) return;
  if (state === 'TEST_BY_PERCENTAGE' && scheme === 'EXTERNAL') return;
  const explanation = 'It can only be set with scheme EXTERNAL and migration state TEST_BY_PERCENTAGE.';
  throw invalid(field, percentage, explanation);
}

/**
 * Whether a percentage is only there because it was: the migration has gone on from the state that has one, and what clients read then must
 * not have it (as a test of Terraform's provider sees).
 */
export const isPastPercentage = ({ state, percentage, stored }: Omit<Migration, 'scheme'>): boolean =>
  percentage !== undefined && percentage === stored && state !== 'TEST_BY_PERCENTAGE';
