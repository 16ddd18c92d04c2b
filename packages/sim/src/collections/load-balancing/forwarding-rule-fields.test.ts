import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES, withProxySubnetwork } from '../../../test/load-balancer.ts';

const GLOBAL = 'global/forwardingRules';
const REGIONAL = `${REGION}/forwardingRules`;
const MIGRATION = { externalManagedBackendBucketMigrationTestingPercentage: 50 };
const TESTING = { ...MIGRATION, externalManagedBackendBucketMigrationState: 'TEST_BY_PERCENTAGE' };
const filters = (count: number): object => ({
  metadataFilters: [
    {
      filterMatchCriteria: 'MATCH_ANY',
      filterLabels: Array.from({ length: count }, (_, n) => ({ name: `l${n}`, value: 'v' })),
    },
  ],
});

describe('what goes with the scheme and the scope of a rule', () => {
  test.each([
    [REGIONAL, { ...RULES.internal, isMirroringCollector: true }],
    [REGIONAL, { ...RULES.internal, serviceLabel: 'l-1' }],
    [REGIONAL, { ...RULES.external, sourceIpRanges: ['34.1.0.0/16', '34.2.3.4'] }],
    [REGIONAL, { ...RULES.external, networkTier: 'STANDARD' }],
    [REGIONAL, { ...RULES.internal, isMirroringCollector: false, networkTier: 'PREMIUM' }],
    [GLOBAL, { ...RULES.mesh, ...filters(64) }],
    [GLOBAL, { ...RULES.classic, ...TESTING }],
    [GLOBAL, { ...RULES.classic, externalManagedBackendBucketMigrationTestingPercentage: 0 }],
    [GLOBAL, { name: 'psc', target: 'all-apis', network: 'global/networks/default', IPAddress: '10.9.9.9' }],
  ])('%s takes %j', (collection, rule) => {
    expect(projectWithTargets().finish('POST', collection, rule)).not.toHaveProperty('error');
  });

  test.each([
    [REGIONAL, { ...RULES.external, isMirroringCollector: true }, "'resource.isMirroringCollector': 'true'"],
    [GLOBAL, { ...RULES.classic, ...filters(1) }, "'resource.metadataFilters'"],
    [GLOBAL, { ...RULES.mesh, ...filters(0) }, "'resource.metadataFilters[0].filterLabels'"],
    [GLOBAL, { ...RULES.mesh, ...filters(65) }, "'resource.metadataFilters[0].filterLabels'"],
    [REGIONAL, { ...RULES.external, serviceLabel: 'l' }, "'resource.serviceLabel': 'l'"],
    [REGIONAL, { ...RULES.internal, serviceLabel: 'L_1' }, "'resource.serviceLabel': 'L_1'. Must be a match of regex"],
    [
      REGIONAL,
      { ...RULES.internal, sourceIpRanges: ['10.0.0.0/8'] },
      'It can only be used with a regional forwarding rule whose scheme is EXTERNAL.',
    ],
    [REGIONAL, { ...RULES.external, sourceIpRanges: ['10.0.0.0/8', 'home'] }, "'resource.sourceIpRanges[1]': 'home'"],
    [
      GLOBAL,
      { ...RULES.managed, networkTier: 'STANDARD' },
      'For a global forwarding rule, the valid value is PREMIUM.',
    ],
    [REGIONAL, { ...RULES.internal, networkTier: 'STANDARD' }, "'resource.networkTier': 'STANDARD'"],
    [GLOBAL, { ...RULES.classic, ...MIGRATION }, 'migration state TEST_BY_PERCENTAGE'],
    [GLOBAL, { ...RULES.managed, ...TESTING }, 'migration state TEST_BY_PERCENTAGE'],
    [
      GLOBAL,
      { ...RULES.classic, ...TESTING, externalManagedBackendBucketMigrationTestingPercentage: 101 },
      'Must be less than or equal to 100',
    ],
    [
      GLOBAL,
      { name: 'not-one', target: 'all-apis', network: 'global/networks/default', IPAddress: '10.9.9.9' },
      "'resource.name': 'not-one'",
    ],
  ])('%s refuses %j', (collection, rule, message) => {
    expect(withProxySubnetwork(projectWithTargets()).refusal('POST', collection, rule)).toContain(message);
  });
});

test('a migration goes on past the percentage that it was tested by, which can no longer be changed then', () => {
  const project = projectWithTargets();
  project.make('POST', GLOBAL, { ...RULES.classic, ...TESTING });
  project.make('PATCH', `${GLOBAL}/r`, { externalManagedBackendBucketMigrationState: 'TEST_ALL_TRAFFIC' });
  expect(project.get(`${GLOBAL}/r`)).not.toHaveProperty('externalManagedBackendBucketMigrationTestingPercentage');
  const change = { externalManagedBackendBucketMigrationTestingPercentage: 20 };
  expect(project.refusal('PATCH', `${GLOBAL}/r`, change)).toContain('migration state TEST_BY_PERCENTAGE');
});

test('an address and its rule are of one tier, whichever is first', () => {
  const project = projectWithTargets();
  project.make('POST', `${REGION}/addresses`, { name: 'a', networkTier: 'STANDARD' });
  const rule = { ...RULES.pool, IPAddress: `${REGION}/addresses/a` };
  const mismatch = 'The network tier of specified IP address is STANDARD, that of Forwarding Rule must be the same.';
  expect(project.refusal('POST', REGIONAL, { ...rule, networkTier: 'PREMIUM' })).toContain(mismatch);
  expect(project.refusal('POST', REGIONAL, rule)).toContain(mismatch);
  project.make('POST', REGIONAL, { ...rule, networkTier: 'STANDARD' });
  project.make('DELETE', `${REGION}/addresses/a`);
  const { IPAddress: address } = project.get(`${REGIONAL}/r`);
  expect(project.refusal('POST', `${REGION}/addresses`, { name: 'b', address })).toContain(
    "'resource.networkTier': 'PREMIUM'. The network tier of external IP is STANDARD, that of Address must be the same.",
  );
  project.make('POST', `${REGION}/addresses`, { name: 'b', address, networkTier: 'STANDARD' });
});

test('a rule for some sources shares the address of the one that takes the rest', () => {
  const project = projectWithTargets();
  project.make('POST', `${REGION}/addresses`, { name: 'a' });
  const { portRange: _, ...external } = RULES.external;
  const rule = { ...external, IPAddress: `${REGION}/addresses/a` };
  project.make('POST', REGIONAL, rule);
  project.make('POST', REGIONAL, { ...rule, name: 's', sourceIpRanges: ['34.1.0.0/16'] });
  expect(project.refusal('POST', REGIONAL, { ...rule, name: 't' })).toContain('Specified IP address is in-use');
});
