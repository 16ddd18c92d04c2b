import { changedItems } from '../../kernel/changed-items.ts';
import { invalid } from '../../kernel/refusal.ts';
import { checkLabelName } from '../label-name.ts';
import { checkNumber } from '../number-range.ts';
import { isAddressOrCidr } from '../networking/cidr.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { bundleOf } from './forwarding-rule-target.ts';
import { checkMetadataFilters } from './metadata-filters.ts';
import type { Migration } from './migration-percentage.ts';
import { checkMigrationPercentage, isPastPercentage } from './migration-percentage.ts';

type ForwardingRule = Resource<'ForwardingRule'>;
type Scheme = ForwardingRule['loadBalancingScheme'];

const MOST_SOURCE_RANGES = 64;
/** Names of the endpoints that lead to Google's own services are parts of host names. */
const BUNDLE_NAME = /^[a-z][a-z0-9]{0,19}$/;

/** Fields that only rules of some schemes have (documented). */
const OF_SCHEMES = [
  ['isMirroringCollector', 'INTERNAL'],
  ['metadataFilters', 'INTERNAL_SELF_MANAGED'],
  ['serviceLabel', 'INTERNAL'],
] as const satisfies readonly (readonly [keyof ForwardingRule, Scheme])[];

/**
 * @param before the rule as it is stored
 * @throws Refusal for a field that does not go with the scheme or the scope of a rule, or is not well formed
 */
export function checkFields(rule: ForwardingRule, before: ForwardingRule | undefined, isRegional: boolean): void {
  const { loadBalancingScheme: scheme } = rule;
  for (const [field, needed] of OF_SCHEMES) {
    const value = rule[field];
    if (value === undefined || value === false || value === '' || scheme === needed) continue;
    throw invalid(`resource.${field}`, value, `It can only be set with the load balancing scheme ${needed}.`);
  }
  const { serviceLabel } = rule;
  if (serviceLabel !== undefined && serviceLabel !== '') checkLabelName(serviceLabel, 'resource.serviceLabel');
  checkSourceRanges(rule, before, isRegional);
  checkMetadataFilters(rule.metadataFilters, 'resource.metadataFilters');
  checkTier(rule, isRegional);
  checkMigration(rule, before);
}

/** Such rules steer what comes from somewhere, out of what another rule has. */
function checkSourceRanges(rule: ForwardingRule, before: ForwardingRule | undefined, isRegional: boolean): void {
  const ranges = rule.sourceIpRanges ?? [];
  if (ranges.length > MOST_SOURCE_RANGES) {
    throw invalid('resource.sourceIpRanges', '', `At most ${MOST_SOURCE_RANGES} ranges can be specified.`);
  }
  if (ranges.length > 0 && !(isRegional && rule.loadBalancingScheme === 'EXTERNAL')) {
    const explanation = 'It can only be used with a regional forwarding rule whose scheme is EXTERNAL.';
    throw invalid('resource.sourceIpRanges', ranges, explanation);
  }
  const { start, end } = changedItems(ranges, before?.sourceIpRanges);
  for (const [offset, range] of ranges.slice(start, end).entries()) {
    if (isAddressOrCidr(range)) continue;
    throw invalid(
      `resource.sourceIpRanges[${start + offset}]`,
      range,
      'Must be an IP address or a CIDR address range.',
    );
  }
}

function checkTier({ networkTier, loadBalancingScheme: scheme }: ForwardingRule, isRegional: boolean): void {
  if (networkTier !== 'STANDARD' || (isRegional && scheme?.startsWith('EXTERNAL') === true)) return;
  const explanation = isRegional
    ? 'Internal forwarding rules are always of the PREMIUM tier.'
    : 'For a global forwarding rule, the valid value is PREMIUM.';
  throw invalid('resource.networkTier', networkTier, explanation);
}

const migrationOf = (rule: ForwardingRule, before: ForwardingRule | undefined): Migration => ({
  scheme: rule.loadBalancingScheme,
  state: rule.externalManagedBackendBucketMigrationState,
  percentage: rule.externalManagedBackendBucketMigrationTestingPercentage,
  stored: before?.externalManagedBackendBucketMigrationTestingPercentage,
});

/** Takes away the percentage of a test that is over. */
export function endMigrationTest(draft: Draft<ForwardingRule>, before: ForwardingRule | undefined): void {
  if (isPastPercentage(migrationOf(draft, before))) {
    delete draft.externalManagedBackendBucketMigrationTestingPercentage;
  }
}

function checkMigration(rule: ForwardingRule, before: ForwardingRule | undefined): void {
  const field = 'resource.externalManagedBackendBucketMigrationTestingPercentage';
  checkNumber(rule.externalManagedBackendBucketMigrationTestingPercentage, [0, 100], field);
  checkMigrationPercentage(migrationOf(rule, before), field);
}

/** @throws Refusal for an endpoint that leads to Google's own services and has a name that cannot be */
export function checkBundle(rule: ForwardingRule): void {
  if (bundleOf(rule.target ?? '') === undefined) return;
  const { name = '' } = rule;
  if (BUNDLE_NAME.test(name)) return;
  const explanation =
    'The forwarding rule name for PSC Google APIs must be an 1-20 characters string with lowercase letters and numbers ' +
    'and must start with a letter.';
  throw invalid('resource.name', name, explanation);
}
