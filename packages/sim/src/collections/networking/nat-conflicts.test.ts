import { expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const ALL = 'ALL_SUBNETWORKS_ALL_IP_RANGES';
const PRIMARY = 'ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES';
const nat = (name: string, sourceSubnetworkIpRangesToNat: string, more: object = {}) => ({
  name,
  natIpAllocateOption: 'AUTO_ONLY',
  sourceSubnetworkIpRangesToNat,
  ...more,
});
const listed = (name: string, subnetwork: string, ...sourceIpRangesToNat: readonly string[]) =>
  nat(name, 'LIST_OF_SUBNETWORKS', {
    subnetworks: [{ name: `${REGION}/subnetworks/${subnetwork}`, sourceIpRangesToNat }],
  });
const secondary = (name: string, ...secondaryIpRangeNames: readonly string[]) =>
  nat(name, 'LIST_OF_SUBNETWORKS', {
    subnetworks: [
      {
        name: `${REGION}/subnetworks/a`,
        sourceIpRangesToNat: ['LIST_OF_SECONDARY_IP_RANGES'],
        secondaryIpRangeNames,
      },
    ],
  });

function projectWithSubnetworks(): TestProject {
  const project = testProject();
  for (const name of ['n', 'other']) project.make('POST', 'global/networks', { name, autoCreateSubnetworks: false });
  for (const [index, name] of ['a', 'b'].entries()) {
    const secondaryIpRanges = ['x', 'y'].map((rangeName, at) => ({
      rangeName,
      ipCidrRange: `192.168.${index * 2 + at}.0/24`,
    }));
    const body = { name, network: 'global/networks/n', ipCidrRange: `10.${index}.0.0/24`, secondaryIpRanges };
    project.make('POST', `${REGION}/subnetworks`, body);
  }
  return project;
}

const router = (name: string, nats: readonly object[], network = 'n') => ({
  name,
  network: `global/networks/${network}`,
  nats,
});

test.each([
  [nat('x', ALL), nat('y', ALL), `a Nat with option ${ALL} exists.`],
  [nat('x', ALL), listed('y', 'a', 'ALL_IP_RANGES'), `a Nat with option ${ALL} exists.`],
  [nat('x', PRIMARY), nat('y', PRIMARY), `a Nat with option ${PRIMARY} exists.`],
  [listed('x', 'a', 'ALL_IP_RANGES'), nat('y', ALL), 'There can be no other Nat in any router of this network'],
  [listed('x', 'a', 'ALL_IP_RANGES'), listed('y', 'a', 'ALL_IP_RANGES'), 'already configured with ALL_IP_RANGES'],
  [listed('x', 'a', 'PRIMARY_IP_RANGE'), listed('y', 'a', 'ALL_IP_RANGES'), 'already configured with PRIMARY_IP_RANGE'],
  [nat('x', PRIMARY), listed('y', 'a', 'PRIMARY_IP_RANGE'), `already configured with ${PRIMARY}`],
  [secondary('x', 'x'), secondary('y', 'x', 'y'), 'already configured with LIST_OF_SECONDARY_IP_RANGES'],
])('beside %j there is no %j', (first, second, message) => {
  const project = projectWithSubnetworks();
  expect(project.refusal('POST', `${REGION}/routers`, router('both', [first, second]))).toContain(message);
  project.make('POST', `${REGION}/routers`, router('r', [first]));
  expect(project.refusal('POST', `${REGION}/routers`, router('s', [second]))).toContain(message);
  expect(project.refusal('PATCH', `${REGION}/routers/r`, { nats: [first, second] })).toContain(message);
});

test.each([
  [listed('x', 'a', 'ALL_IP_RANGES'), listed('y', 'b', 'ALL_IP_RANGES')],
  [nat('x', PRIMARY), secondary('y', 'x')],
  [secondary('x', 'x'), secondary('y', 'y')],
  [listed('x', 'a', 'PRIMARY_IP_RANGE'), secondary('y', 'y')],
  [nat('x', ALL), nat('y', ALL, { type: 'PRIVATE', natIpAllocateOption: undefined })],
  [nat('x', ALL), nat('y', ALL, { endpointTypes: ['ENDPOINT_TYPE_SWG'] })],
])('beside %j there may be %j', (first, second) => {
  const project = projectWithSubnetworks();
  project.make('POST', `${REGION}/routers`, router('r', [first, second]));
  expect(project.get(`${REGION}/routers/r`)['nats']).toMatchObject([{ name: 'x' }, { name: 'y' }]);
});

test('gateways of other networks and regions, and a gateway that is sent again, are in nobody’s way', () => {
  const project = projectWithSubnetworks();
  project.make('POST', `${REGION}/routers`, router('r', [nat('x', ALL)]));
  project.make('POST', `${REGION}/routers`, router('s', [nat('x', ALL)], 'other'));
  project.make('POST', 'regions/us-west1/routers', router('r', [nat('x', ALL)]));
  project.make('PATCH', `${REGION}/routers/r`, { nats: [nat('x', ALL, { minPortsPerVm: 128 })] });
  expect(project.get(`${REGION}/routers/r`)['nats']).toMatchObject([{ minPortsPerVm: 128 }]);
});
