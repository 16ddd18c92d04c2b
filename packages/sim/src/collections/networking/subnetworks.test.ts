import { describe, expect, test } from 'vitest';
import { asString } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORKS = 'regions/us-east1/subnetworks';
const BODY = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };

function projectWithNetwork(network: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false, ...network });
  return project;
}

function projectWithSubnetwork(body: object = {}): TestProject {
  const project = projectWithNetwork();
  project.finish('POST', SUBNETWORKS, { ...BODY, ...body });
  return project;
}

describe('subnetworks', () => {
  test('show their defaults', () => {
    expect(projectWithSubnetwork().get(`${SUBNETWORKS}/s`)).toMatchObject({
      allowSubnetCidrRoutesOverlap: false,
      gatewayAddress: '10.1.0.1',
      privateIpGoogleAccess: false,
      privateIpv6GoogleAccess: 'DISABLE_GOOGLE_ACCESS',
      purpose: 'PRIVATE',
      stackType: 'IPV4_ONLY',
    });
  });

  test('say whether they log flows when they were told', () => {
    const logging = projectWithSubnetwork({ logConfig: { enable: true } }).get(`${SUBNETWORKS}/s`);
    expect(logging).toMatchObject({ logConfig: { enable: true }, enableFlowLogs: true });
    expect(projectWithSubnetwork().get(`${SUBNETWORKS}/s`)).not.toHaveProperty('enableFlowLogs');
  });

  test.each([
    ['PRIVATE_NAT', undefined, undefined],
    ['REGIONAL_MANAGED_PROXY', undefined, 'READY'],
    ['PRIVATE_SERVICE_CONNECT', 'IPV4_ONLY', undefined],
  ])('of purpose %s have the stack type %s and the state %s', (purpose, stackType, state) => {
    const role = purpose === 'REGIONAL_MANAGED_PROXY' ? { role: 'ACTIVE' } : {};
    const subnetwork = projectWithSubnetwork({ purpose, ...role }).get(`${SUBNETWORKS}/s`);
    expect(subnetwork['stackType']).toBe(stackType);
    expect(subnetwork['state']).toBe(state);
  });

  test('take an internal IPv6 range from a delegated prefix, where the network has none', () => {
    const ipCollection = 'regions/us-east1/publicDelegatedPrefixes/d';
    const body = { name: 's', network: 'global/networks/n', stackType: 'IPV6_ONLY', ipv6AccessType: 'INTERNAL' };
    const project = projectWithNetwork();
    expect(project.refusal('POST', SUBNETWORKS, body)).toContain('no ULA internal IPv6 range');
    project.make('POST', SUBNETWORKS, { ...body, ipCollection });
    expect(project.get(`${SUBNETWORKS}/s`)['internalIpv6Prefix']).toMatch(/\/64$/);
    const internalIpv6Prefix = '2001:db8:1:7::/64';
    project.make('POST', SUBNETWORKS, { ...body, name: 't', ipCollection, internalIpv6Prefix });
    expect(project.get(`${SUBNETWORKS}/t`)).toMatchObject({ internalIpv6Prefix, ipv6CidrRange: internalIpv6Prefix });
  });

  test('take IPv6 ranges from their network, or from the service', () => {
    const project = projectWithNetwork({ enableUlaInternalIpv6: true });
    project.finish('POST', SUBNETWORKS, { ...BODY, stackType: 'IPV4_IPV6', ipv6AccessType: 'INTERNAL' });
    const range = asString(project.get('global/networks/n')['internalIpv6Range']);
    const internal = asString(project.get(`${SUBNETWORKS}/s`)['internalIpv6Prefix']);
    expect(internal.split(':').slice(0, 3)).toEqual(range.split(':').slice(0, 3));
    expect(internal).toMatch(/:0:0:0:0\/64$/);
    const external = projectWithSubnetwork({ stackType: 'IPV4_IPV6', ipv6AccessType: 'EXTERNAL' }).get(
      `${SUBNETWORKS}/s`,
    );
    expect(external['externalIpv6Prefix']).toMatch(/^2600:1900:/);
    const body = { ...BODY, stackType: 'IPV4_IPV6' };
    expect(projectWithNetwork().refusal('POST', SUBNETWORKS, body)).toMatch(/resource.ipv6AccessType/);
    expect(projectWithNetwork().refusal('POST', SUBNETWORKS, { ...body, ipv6AccessType: 'INTERNAL' })).toMatch(
      /no ULA/,
    );
  });

  test('need the fingerprint for a patch', () => {
    const project = projectWithSubnetwork();
    const change = { privateIpGoogleAccess: true };
    expect(project.refusal('PATCH', `${SUBNETWORKS}/s`, change)).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
    const { fingerprint } = project.get(`${SUBNETWORKS}/s`);
    const operation = project.finish('PATCH', `${SUBNETWORKS}/s`, { ...change, fingerprint });
    expect(operation['operationType']).toBe('compute.subnetworks.patch');
    expect(project.get(`${SUBNETWORKS}/s`)['privateIpGoogleAccess']).toBe(true);
  });

  test('open and close their access to Google', () => {
    const project = projectWithSubnetwork();
    project.finish('POST', `${SUBNETWORKS}/s/setPrivateIpGoogleAccess`, { privateIpGoogleAccess: true });
    expect(project.get(`${SUBNETWORKS}/s`)['privateIpGoogleAccess']).toBe(true);
    project.finish('POST', `${SUBNETWORKS}/s/setPrivateIpGoogleAccess`, { privateIpGoogleAccess: false });
    expect(project.get(`${SUBNETWORKS}/s`)['privateIpGoogleAccess']).toBe(false);
  });
});

const refusalOf = (body: object): string => projectWithSubnetwork().refusal('POST', SUBNETWORKS, { ...BODY, ...body });

describe('ranges of subnetworks', () => {
  test('are required', () => {
    expect(projectWithNetwork().refusal('POST', SUBNETWORKS, { name: 's', network: 'global/networks/n' })).toBe(
      "400 Required field 'resource.ipCidrRange' not specified",
    );
  });

  test.each(['10.0.1.0/23', '10.0.0.0', 'x', '10.0.0.0/33'])('are no texts such as %s', (ipCidrRange) => {
    expect(projectWithNetwork().refusal('POST', SUBNETWORKS, { ...BODY, ipCidrRange })).toBe(
      `400 Invalid value for field 'resource.ipCidrRange': '${ipCidrRange}'. Must be a CIDR address range.`,
    );
  });

  test('have at least eight addresses', () => {
    const refusal = projectWithNetwork().refusal('POST', SUBNETWORKS, { ...BODY, ipCidrRange: '10.1.0.0/30' });
    expect(refusal).toMatch(/^400 .*at most 29/);
  });

  test('do not overlap in one network, primary or secondary', () => {
    const secondaryIpRanges = [{ rangeName: 'pods', ipCidrRange: '10.1.0.128/25' }];
    expect(refusalOf({ name: 't', ipCidrRange: '10.0.0.0/12' })).toBe(
      "400 Invalid value for field 'resource.ipCidrRange': '10.0.0.0/12'. " +
        "Invalid IPCidrRange: 10.0.0.0/12 conflicts with existing subnetwork 's' in region 'us-east1'.",
    );
    expect(refusalOf({ name: 't', ipCidrRange: '10.2.0.0/24', secondaryIpRanges })).toMatch(
      /'resource.secondaryIpRanges\[0\].ipCidrRange'.*conflicts with existing subnetwork 's'/,
    );
    expect(refusalOf({ name: 't', ipCidrRange: '10.1.0.0/16', secondaryIpRanges })).toMatch(/conflicts/);
  });

  test('may overlap in two networks', () => {
    const project = projectWithSubnetwork();
    project.finish('POST', 'global/networks', { name: 'm', autoCreateSubnetworks: false });
    expect(project.send('POST', SUBNETWORKS, { ...BODY, name: 't', network: 'global/networks/m' }).status).toBe(200);
  });

  test('stay out of those that auto mode networks bring', () => {
    const body = { name: 't', network: 'global/networks/default', ipCidrRange: '10.200.0.0/24' };
    expect(testProject().refusal('POST', SUBNETWORKS, body)).toMatch(/cannot overlap with 10\.128\.0\.0\/9\.$/);
  });

  test('only grow', () => {
    const project = projectWithSubnetwork();
    const path = `${SUBNETWORKS}/s/expandIpCidrRange`;
    expect(project.refusal('POST', path, { ipCidrRange: '10.1.0.0/25' })).toMatch(/^400 /);
    expect(project.refusal('POST', path, { ipCidrRange: '10.2.0.0/16' })).toMatch(/^400 /);
    project.finish('POST', path, { ipCidrRange: '10.1.0.0/16' });
    expect(project.get(`${SUBNETWORKS}/s`)).toMatchObject({ ipCidrRange: '10.1.0.0/16', gatewayAddress: '10.1.0.1' });
    const routes = project.list('global/routes').filter(({ destRange }) => asString(destRange).startsWith('10.1.0.0'));
    expect(routes.map(({ destRange }) => destRange)).toEqual(['10.1.0.0/16']);
  });
});

describe('listUsable', () => {
  test('has the subnetworks of all regions', () => {
    const project = projectWithSubnetwork({ secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.5.0.0/20' }] });
    const found = project
      .list('aggregated/subnetworks/listUsable')
      .find(({ ipCidrRange }) => ipCidrRange === '10.1.0.0/24');
    expect(found).toEqual({
      subnetwork: `https://www.googleapis.com/compute/v1/projects/p1/${SUBNETWORKS}/s`,
      network: 'https://www.googleapis.com/compute/v1/projects/p1/global/networks/n',
      ipCidrRange: '10.1.0.0/24',
      purpose: 'PRIVATE',
      stackType: 'IPV4_ONLY',
      secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.5.0.0/20' }],
    });
  });

  test('comes in pages', () => {
    const project = testProject();
    const { items, nextPageToken } = project.get('aggregated/subnetworks/listUsable?maxResults=40');
    expect(items).toHaveLength(40);
    const rest = project.list(`aggregated/subnetworks/listUsable?maxResults=40&pageToken=${asString(nextPageToken)}`);
    expect(rest.length).toBeGreaterThan(0);
  });
});

test.each(['127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/7', '224.0.0.0/8', '199.36.153.0/24'])(
  'no subnetwork has the range %s',
  (ipCidrRange) => {
    const project = projectWithNetwork();
    expect(project.refusal('POST', SUBNETWORKS, { ...BODY, ipCidrRange })).toMatch(/overlaps .*no subnetwork can have/);
    const secondaryIpRanges = [{ rangeName: 'r', ipCidrRange }];
    expect(project.refusal('POST', SUBNETWORKS, { ...BODY, secondaryIpRanges })).toMatch(/secondaryIpRanges\[0\]/);
  },
);
