import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORKS = 'regions/us-east1/subnetworks';
const BODY = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };
const secondary = (...names: readonly string[]): object => ({
  secondaryIpRanges: names.map((rangeName, index) => ({ rangeName, ipCidrRange: `10.2.${index}.0/24` })),
});
const proxies = { purpose: 'REGIONAL_MANAGED_PROXY', role: 'ACTIVE' };

const projectWithNetwork = (): ReturnType<typeof testProject> => {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  return project;
};

test.each([
  [{ ...proxies, logConfig: { enable: true } }, "'resource.logConfig.enable': 'true'"],
  [
    { ...proxies, logConfig: { enable: false } },
    "'resource.logConfig': '{  \"enable\": false}'. Invalid field set in subnetwork with purpose REGIONAL_MANAGED_PROXY.",
  ],
  [
    { purpose: 'REGIONAL_MANAGED_PROXY' },
    "'resource.role': 'UNSPECIFIED_ROLE'. Subnetwork role must be specified when purpose set to REGIONAL_MANAGED_PROXY.",
  ],
  [{ logConfig: { enable: true, flowSampling: 1.5 } }, 'Must be less than or equal to 1.0'],
  [{ logConfig: { enable: true, filterExpr: 'a (( b' } }, "'resource.logConfig.filterExpr'"],
  [{ logConfig: { enable: true, metadataFields: ['x'] } }, 'if metadata is set to CUSTOM_METADATA'],
  [secondary('a', 'a'), "'resource.secondaryIpRanges[1].rangeName': 'a'. The name must be unique"],
  [secondary('A_1'), "'resource.secondaryIpRanges[0].rangeName': 'A_1'"],
  [secondary(''), "Required field 'resource.secondaryIpRanges[0].rangeName'"],
  [{ stackType: 'IPV6_ONLY', ipv6AccessType: 'EXTERNAL' }, "'resource.ipCidrRange': '10.1.0.0/24'"],
  [
    { ipCidrRange: '10.1.0.0/23', resolveSubnetMask: 'ARP_BROADCAST_PRIMARY_RANGE_WITH_LEARNING' },
    "'resource.resolveSubnetMask'",
  ],
])('a subnetwork is not %j', (more, message) => {
  expect(projectWithNetwork().refusal('POST', SUBNETWORKS, { ...BODY, ...more })).toContain(message);
});

test.each([
  proxies,
  { purpose: 'PRIVATE', role: 'ACTIVE' },
  { logConfig: { enable: true, flowSampling: 1, filterExpr: "src_ip == '10.0.0.1'", metadata: 'CUSTOM_METADATA' } },
  secondary('a', 'b'),
])('a subnetwork may be %j', (more) => {
  const project = projectWithNetwork();
  project.make('POST', SUBNETWORKS, { ...BODY, ...more });
  expect(project.get(`${SUBNETWORKS}/s`)).toMatchObject(more);
});

test('the subnetwork of an auto mode network stays until the network leaves that mode', () => {
  const project = testProject();
  expect(project.refusal('DELETE', `${SUBNETWORKS}/default`)).toBe(
    '400 Cannot delete auto subnetwork from an auto subnet mode network.',
  );
  project.make('POST', 'global/networks/default/switchToCustomMode');
  project.make('DELETE', `${SUBNETWORKS}/default`);
});

test('a subnetwork out of a reserved range has a range, and names the reserved one in one form', () => {
  const project = projectWithNetwork();
  const path = 'projects/p1/locations/global/internalRanges/r';
  const body = {
    name: 's',
    network: 'global/networks/n',
    reservedInternalRange: `networkconnectivity.googleapis.com/${path}`,
  };
  project.make('POST', SUBNETWORKS, body);
  expect(project.get(`${SUBNETWORKS}/s`)).toMatchObject({
    ipCidrRange: '10.0.0.0/20',
    gatewayAddress: '10.0.0.1',
    reservedInternalRange: `https://networkconnectivity.googleapis.com/v1/${path}`,
  });
});
