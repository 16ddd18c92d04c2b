import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

describe('public prefixes', () => {
  test('are announced and withdrawn', () => {
    const project = testProject();
    project.finish('POST', 'global/publicAdvertisedPrefixes', { name: 'a', ipCidrRange: '203.0.113.0/24' });
    expect(project.get('global/publicAdvertisedPrefixes/a')).toMatchObject({ status: 'INITIAL' });
    // Terraform's provider would see a difference in one that was not sent.
    expect(project.get('global/publicAdvertisedPrefixes/a')).not.toHaveProperty('pdpScope');
    project.finish('POST', 'global/publicAdvertisedPrefixes/a/announce');
    expect(project.get('global/publicAdvertisedPrefixes/a')['status']).toBe('ANNOUNCED_TO_INTERNET');
    const parentPrefix = 'global/publicAdvertisedPrefixes/a';
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes', {
      name: 'd',
      ipCidrRange: '203.0.113.0/28',
      parentPrefix,
    });
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes/d/announce');
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes/d/withdraw');
    expect(project.get('regions/us-east1/publicDelegatedPrefixes/d')['status']).toBe('READY_TO_ANNOUNCE');
    expect(project.refusal('DELETE', parentPrefix)).toMatch(/being used by/);
  });

  // A test of Terraform's provider looks for what it made in the list of the prefix that it made it of.
  test('list what was made of them', () => {
    const project = testProject();
    const advertised = 'global/publicAdvertisedPrefixes/a';
    const delegated = 'regions/us-east1/publicDelegatedPrefixes';
    project.finish('POST', 'global/publicAdvertisedPrefixes', { name: 'a', ipCidrRange: '2001:db8::/32' });
    const make = (name: string, parentPrefix: string, ipCidrRange: string): unknown =>
      project.finish('POST', delegated, { name, parentPrefix, ipCidrRange, mode: 'DELEGATION' });
    make('d', advertised, '2001:db8::/48');
    make('s', `${delegated}/d`, '2001:db8::/64');
    expect(project.get(advertised)['publicDelegatedPrefixs']).toMatchObject([
      { name: 'd', ipRange: '2001:db8::/48', project: expect.stringMatching(/^\d+$/), status: 'INITIALIZING' },
    ]);
    expect(project.get(`${delegated}/d`)['publicDelegatedSubPrefixs']).toMatchObject([
      { name: 's', ipCidrRange: '2001:db8::/64', mode: 'DELEGATION', delegateeProject: 'p1' },
    ]);
    expect(project.get(`${delegated}/s`)).not.toHaveProperty('publicDelegatedSubPrefixs');
  });
});

test('what a delegated prefix is for is said of global ones, once', () => {
  const project = testProject();
  project.make('POST', 'global/publicAdvertisedPrefixes', { name: 'a', ipCidrRange: '203.0.113.0/24' });
  const purpose = 'APPLICATION_AND_PROXY_LOAD_BALANCERS';
  const prefix = {
    name: 'd',
    ipCidrRange: '203.0.113.0/28',
    parentPrefix: 'global/publicAdvertisedPrefixes/a',
    purpose,
  };
  expect(project.refusal('POST', 'regions/us-east1/publicDelegatedPrefixes', prefix)).toMatch(
    /'resource.purpose'.*cannot be set for regional/,
  );
  project.make('POST', 'global/publicDelegatedPrefixes', prefix);
  const { fingerprint } = project.get('global/publicDelegatedPrefixes/d');
  const other = { purpose: 'PASSTHROUGH_LOAD_BALANCER_AVAILABILITY_GROUP0', fingerprint };
  expect(project.refusal('PATCH', 'global/publicDelegatedPrefixes/d', other)).toMatch(/cannot be changed/);
});

test('parts of a prefix that are delegated further have nothing to allocate', () => {
  const project = testProject();
  project.make('POST', 'global/publicAdvertisedPrefixes', { name: 'a', ipCidrRange: '2001:db8::/32' });
  const part = { name: 's', ipCidrRange: '2001:db8::/56', mode: 'DELEGATION', allocatablePrefixLength: 64 };
  const body = { name: 'd', ipCidrRange: '2001:db8::/48', parentPrefix: 'global/publicAdvertisedPrefixes/a' };
  expect(
    project.refusal('POST', 'regions/us-east1/publicDelegatedPrefixes', { ...body, publicDelegatedSubPrefixs: [part] }),
  ).toMatch(/publicDelegatedSubPrefixs\[0\]\.allocatablePrefixLength': '64'.*in DELEGATION mode/);
});

test.each([{ mode: 'DELEGATION' }, {}])('a prefix of IPv4 with %j has nothing to allocate', (more) => {
  const project = testProject();
  const advertised = { name: 'a', ipCidrRange: '203.0.113.0/24' };
  project.make('POST', 'global/publicAdvertisedPrefixes', advertised);
  const prefix = { name: 'd', ipCidrRange: '203.0.113.0/26', parentPrefix: 'global/publicAdvertisedPrefixes/a' };
  const body = { ...prefix, ...more, allocatablePrefixLength: 32 };
  expect(project.refusal('POST', 'regions/us-east1/publicDelegatedPrefixes', body)).toContain(
    "'resource.allocatablePrefixLength': '32'",
  );
  project.make('POST', 'regions/us-east1/publicDelegatedPrefixes', { ...prefix, ...more });
});
