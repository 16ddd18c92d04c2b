import { expect, test } from 'vitest';
import { instance, ZONE } from '../../../test/machines.ts';
import { projectIn, testProject } from '../../../test/test-project.ts';

const NETWORK = 'global/networks/n';

test('alpha lists the addresses of a network, and who holds them', () => {
  const project = testProject();
  const alpha = projectIn(project.simulator, 'p1', 'alpha');
  for (const [name, range] of [
    ['n', '10.1.0.0/24'],
    ['peer', '10.2.0.0/24'],
  ]) {
    const network = `global/networks/${name}`;
    project.make('POST', 'global/networks', { name, autoCreateSubnetworks: false });
    project.make('POST', 'regions/us-east1/subnetworks', { name, network, ipCidrRange: range });
  }
  for (const [own, other] of [
    ['n', 'peer'],
    ['peer', 'n'],
  ]) {
    const networkPeering = { name: 'p', network: `global/networks/${other}`, exchangeSubnetRoutes: true };
    project.make('POST', `global/networks/${own}/addPeering`, { networkPeering });
  }
  const reserved = { name: 'r', addressType: 'INTERNAL', purpose: 'VPC_PEERING', network: NETWORK, prefixLength: 24 };
  project.make('POST', 'global/addresses', { ...reserved, address: '10.9.0.0' });
  const networkInterfaces = [{ subnetwork: 'regions/us-east1/subnetworks/n' }];
  project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces }));

  const addresses = (query = ''): unknown => alpha.list(`${NETWORK}/listIpAddresses${query}`);
  expect(addresses()).toMatchObject([
    { cidr: '10.1.0.0/24', type: 'SUBNETWORK', region: 'us-east1' },
    { cidr: '10.9.0.0/24', type: 'RESERVED', purpose: 'VPC_PEERING' },
    { cidr: '10.2.0.0/24', type: 'PEER_USED' },
  ]);
  expect(addresses('?types=RESERVED,PEER_RESERVED')).toMatchObject([{ type: 'RESERVED' }]);

  const owners = (query = ''): unknown => alpha.list(`${NETWORK}/listIpOwners${query}`);
  const own = [
    { ipCidrRange: '10.1.0.2/32', owners: [alpha.get(`${ZONE}/instances/i`)['selfLink']], systemOwned: false },
  ];
  expect(owners()).toEqual(own);
  expect(owners('?ownerTypes=instance&ownerProjects=p1&ipCidrRange=10.1.0.0/30&maxResults=5')).toEqual(own);
  expect(owners('?subnetName=n&subnetRegion=us-east1')).toEqual(own);
  for (const query of ['ownerTypes=forwardingRule', 'ownerProjects=p2', 'ipCidrRange=10.1.0.8/30', 'subnetName=peer']) {
    expect(owners(`?${query}`)).toEqual([]);
  }
});
