import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const LINK = 'https://www.googleapis.com/compute/v1/projects/p1/global/networks';

function projectWithNetworks(): TestProject {
  const project = testProject();
  for (const name of ['a', 'b']) project.finish('POST', 'global/networks', { name, autoCreateSubnetworks: false });
  return project;
}

const peer = (project: TestProject, from: string, to: string, more: object = {}): JsonObject =>
  project.finish('POST', `global/networks/${from}/addPeering`, {
    networkPeering: { name: `${from}-${to}`, network: `global/networks/${to}`, exchangeSubnetRoutes: true, ...more },
  });

const peeringOf = (project: TestProject, network: string): JsonObject =>
  asObject(asArray(project.get(`global/networks/${network}`)['peerings'])[0]);

describe('peerings', () => {
  test('are INACTIVE until the peer has one back', () => {
    const project = projectWithNetworks();
    peer(project, 'a', 'b');
    expect(peeringOf(project, 'a')).toMatchObject({
      name: 'a-b',
      network: `${LINK}/b`,
      autoCreateRoutes: true,
      exportSubnetRoutesWithPublicIp: true,
      importCustomRoutes: false,
      stackType: 'IPV4_ONLY',
      state: 'INACTIVE',
      updateStrategy: 'INDEPENDENT',
    });
    expect(peeringOf(project, 'a')['stateDetails']).toMatch(/^\[2026-.*\]: Waiting for peer network to connect\.$/);
    peer(project, 'b', 'a');
    expect(peeringOf(project, 'a')).toMatchObject({ state: 'ACTIVE' });
    expect(peeringOf(project, 'b')['stateDetails']).toMatch(/^\[2026-.*\]: Connected\.$/);
  });

  test('exchange the routes of subnetworks in any case', () => {
    const project = projectWithNetworks();
    const networkPeering = { name: 'p', network: 'global/networks/b', exchangeSubnetRoutes: false };
    expect(project.refusal('POST', 'global/networks/a/addPeering', { networkPeering })).toContain(
      "'resource.networkPeering.exchangeSubnetRoutes': 'false'. This field should always be true.",
    );
  });

  test('go back to INACTIVE when the peer leaves', () => {
    const project = projectWithNetworks();
    peer(project, 'a', 'b');
    peer(project, 'b', 'a');
    project.finish('POST', 'global/networks/b/removePeering', { name: 'b-a' });
    expect(project.get('global/networks/b')).not.toHaveProperty('peerings');
    expect(peeringOf(project, 'a')['state']).toBe('INACTIVE');
  });

  test('are understood in the older form too', () => {
    const project = projectWithNetworks();
    project.finish('POST', 'global/networks/a/addPeering', {
      name: 'old',
      peerNetwork: 'global/networks/b',
      autoCreateRoutes: true,
    });
    expect(peeringOf(project, 'a')).toMatchObject({ name: 'old', network: `${LINK}/b` });
  });

  test('are changed by name', () => {
    const project = projectWithNetworks();
    peer(project, 'a', 'b');
    const change = { networkPeering: { name: 'a-b', exportCustomRoutes: true } };
    project.finish('PATCH', 'global/networks/a/updatePeering', change);
    expect(peeringOf(project, 'a')).toMatchObject({ exportCustomRoutes: true, network: `${LINK}/b` });
    const absent = { networkPeering: { name: 'x' } };
    expect(project.refusal('PATCH', 'global/networks/a/updatePeering', absent)).toMatch(/^400 .*no peering/);
  });

  test('are made one after the other, on both sides', () => {
    const project = projectWithNetworks();
    const body = (to: string): object => ({ networkPeering: { name: `to-${to}`, network: `global/networks/${to}` } });
    project.begin('POST', 'global/networks/a/addPeering', body('b'));
    const told = {
      status: 400,
      reason: 'badRequest',
      message: 'There is a peering operation in progress on the local or peer network. Try again later.',
    };
    expect(project.refused('POST', 'global/networks/b/addPeering', body('a'))).toEqual(told);
    expect(project.refused('POST', 'global/networks/a/removePeering', { name: 'to-b' })).toEqual(told);
    project.get('global/networks/a');
    project.make('POST', 'global/networks/b/addPeering', body('a'));
  });

  test('are refused between networks that have a range in common, and connected ones get none', () => {
    const project = projectWithNetworks();
    const subnetwork = (network: string, name: string, ipCidrRange: string): object => ({
      name,
      network: `global/networks/${network}`,
      ipCidrRange,
    });
    const path = 'regions/us-east1/subnetworks';
    project.make('POST', path, subnetwork('a', 'a', '10.1.0.0/24'));
    project.make('POST', path, subnetwork('b', 'b', '10.1.0.0/16'));
    const body = { networkPeering: { name: 'a-b', network: 'global/networks/b', exchangeSubnetRoutes: true } };
    expect(project.refusal('POST', 'global/networks/a/addPeering', body)).toBe(
      `400 An IP range in the peer network (10.1.0.0/16) overlaps with an IP range in the local network (10.1.0.0/24) allocated by resource (projects/p1/${path}/a).`,
    );
    project.make('DELETE', `${path}/b`);
    peer(project, 'a', 'b');
    project.make('POST', path, subnetwork('b', 'b', '10.1.0.0/16'));
    project.make('DELETE', `${path}/b`);
    peer(project, 'b', 'a');
    expect(project.refusal('POST', path, subnetwork('b', 'b', '10.1.0.0/16'))).toContain(
      "Invalid IPCidrRange: 10.1.0.0/16 conflicts with existing subnetwork 'a' in region 'us-east1'.",
    );
  });

  test('are refused twice, to a network itself, and to one that does not exist', () => {
    const project = projectWithNetworks();
    peer(project, 'a', 'b');
    const path = 'global/networks/a/addPeering';
    const refusal = (name: string, network: string): string =>
      project.refusal('POST', path, { networkPeering: { name, network: `global/networks/${network}` } });
    expect(refusal('a-b', 'b')).toMatch(/^400 /);
    expect(refusal('other', 'b')).toMatch(/^400 .*peered already/);
    expect(refusal('self', 'a')).toMatch(/^400 .*itself/);
    expect(refusal('gone', 'gone')).toMatch(/^404 /);
    expect(project.refusal('POST', path, { networkPeering: { network: 'global/networks/b' } })).toBe(
      "400 Required field 'resource.name' not specified",
    );
    expect(project.refusal('POST', 'global/networks/a/removePeering', { name: 'x' })).toMatch(/^400 /);
  });
});

const url = (direction: string): string =>
  `global/networks/a/listPeeringRoutes?peeringName=a-b&direction=${direction}&region=us-east1`;

describe('listPeeringRoutes', () => {
  test('has the ranges of the other side, and static routes where both sides want them', () => {
    const project = projectWithNetworks();
    const subnetwork = { name: 's', network: 'global/networks/b', ipCidrRange: '10.1.0.0/24' };
    project.finish('POST', 'regions/us-east1/subnetworks', subnetwork);
    const route = {
      name: 'r',
      network: 'global/networks/b',
      destRange: '10.9.0.0/16',
      priority: 7,
      nextHopIp: '10.1.0.9',
    };
    project.finish('POST', 'global/routes', route);
    peer(project, 'a', 'b', { importCustomRoutes: true });
    expect(project.list(url('INCOMING'))).toEqual([]);
    peer(project, 'b', 'a');
    const own = { destRange: '10.1.0.0/24', type: 'SUBNET_PEERING_ROUTE', nextHopRegion: 'us-east1', priority: 0 };
    expect(project.list(url('INCOMING'))).toEqual([{ ...own, imported: true }]);
    expect(project.list(url('OUTGOING'))).toEqual([]);
    const change = { networkPeering: { name: 'b-a', exportCustomRoutes: true } };
    project.finish('PATCH', 'global/networks/b/updatePeering', change);
    expect(project.list(url('INCOMING'))).toMatchObject([
      own,
      { destRange: '10.9.0.0/16', type: 'STATIC_PEERING_ROUTE' },
    ]);
  });
});
