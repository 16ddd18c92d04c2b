import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import { instance, LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';

const PATH = `${ZONE}/instances/i`;
const UPDATE = `${PATH}/updateNetworkInterface?networkInterface=nic0`;
const REGION = 'regions/us-east1';

const nic = (project: TestProject) => asObject(asArray(project.get(PATH)['networkInterfaces'])[0]);
const bodyOf = (project: TestProject, more: object): object => ({ ...more, fingerprint: nic(project)['fingerprint'] });
const change = (project: TestProject, more: object): void => project.make('PATCH', UPDATE, bodyOf(project, more));
const refusal = (project: TestProject, more: object): string => project.refusal('PATCH', UPDATE, bodyOf(project, more));

test('an interface gets and loses alias ranges, given the fingerprint', () => {
  const project = projectWithInstance();
  const aliasIpRanges = [{ ipCidrRange: '10.142.9.0/24' }];
  change(project, { aliasIpRanges });
  expect(nic(project)['aliasIpRanges']).toEqual(aliasIpRanges);
  change(project, { aliasIpRanges: [] });
  expect(nic(project)).not.toHaveProperty('aliasIpRanges');
  expect(project.refused('PATCH', UPDATE, { fingerprint: 'AAAAAAAAAAA=' }).status).toBe(412);
});

function projectWithNetworks(networkInterface: object = {}): TestProject {
  const project = testProject();
  for (const [name, second] of Object.entries({ n: 1, m: 2 })) {
    project.make('POST', 'global/networks', { name, autoCreateSubnetworks: false, enableUlaInternalIpv6: true });
    project.make('POST', `${REGION}/subnetworks`, {
      name,
      network: `global/networks/${name}`,
      ipCidrRange: `10.${second}.0.0/24`,
      secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: `172.16.${second}.0/24` }],
      stackType: 'IPV4_IPV6',
      ipv6AccessType: 'INTERNAL',
    });
  }
  const networkInterfaces = [{ subnetwork: `${REGION}/subnetworks/n`, ...networkInterface }];
  project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces }));
  return project;
}

const pods = (ipCidrRange: string) => ({ subnetworkRangeName: 'pods', ipCidrRange });

describe('the interface of a stopped instance', () => {
  test('moves to another subnetwork and its network, where it has another address', () => {
    const project = projectWithNetworks({ accessConfigs: [{ name: 'n' }], aliasIpRanges: [pods('172.16.1.8/29')] });
    const { networkIP } = nic(project);
    project.make('POST', `${PATH}/stop`);
    const elsewhere = { network: 'global/networks/m', subnetwork: `${REGION}/subnetworks/m` };
    expect(refusal(project, elsewhere)).toContain("'resource.aliasIpRanges[0].ipCidrRange': '172.16.1.8/29'");
    change(project, { ...elsewhere, aliasIpRanges: [pods('172.16.2.8/29')] });
    expect(nic(project)).toMatchObject({
      accessConfigs: [{ name: 'n' }],
      aliasIpRanges: [pods('172.16.2.8/29')],
      name: 'nic0',
      network: `${LINK}global/networks/m`,
      networkIP: '10.2.0.2',
      subnetwork: `${LINK}${REGION}/subnetworks/m`,
    });
    // What it had is free again, and its former network is no longer in use.
    const j = instance('j', { networkInterfaces: [{ subnetwork: `${REGION}/subnetworks/n`, networkIP }] });
    project.make('POST', `${ZONE}/instances`, j);
    project.make('DELETE', `${ZONE}/instances/j`);
    project.make('DELETE', `${REGION}/subnetworks/n`);
    project.make('POST', `${PATH}/start`);
    expect(asObject(asArray(nic(project)['accessConfigs'])[0])['natIP']).toEqual(expect.any(String));
  });

  test('takes the address that is chosen there, and finds the network by the subnetwork', () => {
    const project = projectWithNetworks();
    project.make('POST', `${PATH}/stop`);
    const subnetwork = `${REGION}/subnetworks/m`;
    expect(refusal(project, { subnetwork, networkIP: '10.1.0.9' })).toContain("'resource.networkIP': '10.1.0.9'");
    change(project, { subnetwork, networkIP: '10.2.0.9' });
    expect(nic(project)).toMatchObject({ network: `${LINK}global/networks/m`, networkIP: '10.2.0.9' });
  });

  test('moves to no address that another instance has', () => {
    const project = projectWithNetworks();
    const place = { subnetwork: `${REGION}/subnetworks/m`, networkIP: '10.2.0.9' };
    project.make('POST', `${ZONE}/instances`, instance('j', { networkInterfaces: [place] }));
    project.make('POST', `${PATH}/stop`);
    const before = nic(project);
    expect(project.finish('PATCH', UPDATE, bodyOf(project, place))).toMatchObject({
      error: { errors: [{ code: 'IP_IN_USE_BY_ANOTHER_RESOURCE' }] },
    });
    expect(nic(project)).toEqual(before);
    project.make('DELETE', `${ZONE}/instances/j`);
    change(project, place);
    expect(nic(project)['networkIP']).toBe('10.2.0.9');
  });

  test('moves to no subnetwork in which another interface of it is', () => {
    const project = projectWithNetworks();
    const networkInterfaces = ['n', 'm'].map((name) => ({ subnetwork: `${REGION}/subnetworks/${name}` }));
    project.make('POST', `${ZONE}/instances`, instance('two', { networkInterfaces }));
    project.make('POST', `${ZONE}/instances/two/stop`);
    const [{ fingerprint } = {}] = asArray(project.get(`${ZONE}/instances/two`)['networkInterfaces']).map(asObject);
    const body = { subnetwork: `${REGION}/subnetworks/m`, fingerprint };
    expect(project.refusal('PATCH', UPDATE.replace(PATH, `${ZONE}/instances/two`), body)).toContain(
      'Subnetworks must be distinct for NICs attached to a VM.',
    );
  });

  test('moves to a network in auto mode by its name alone', () => {
    const project = projectWithNetworks();
    project.make('POST', `${PATH}/stop`);
    change(project, { network: 'global/networks/default' });
    expect(nic(project)['subnetwork']).toBe(`${LINK}${REGION}/subnetworks/default`);
  });
});

test('the interface of an instance that runs stays, and an address does so without a move', () => {
  const project = projectWithNetworks();
  expect(refusal(project, { subnetwork: `${REGION}/subnetworks/m` })).toMatch(/^400 .*must be stopped/);
  project.make('POST', `${PATH}/stop`);
  expect(refusal(project, { networkIP: '10.1.0.9' })).toContain("'resource.networkIP': '10.1.0.9'");
});

test('an interface has an address of IPv6 for as long as its stack has', () => {
  const project = projectWithNetworks();
  expect(nic(project)).not.toHaveProperty('ipv6Address');
  change(project, { stackType: 'IPV4_IPV6' });
  const { ipv6Address } = nic(project);
  expect(nic(project)).toMatchObject({ ipv6AccessType: 'INTERNAL', internalIpv6PrefixLength: 96 });
  expect(asString(ipv6Address)).toContain(':');
  change(project, { igmpQuery: 'IGMP_QUERY_V2' });
  expect(nic(project)['ipv6Address']).toBe(ipv6Address);
  change(project, { stackType: 'IPV4_ONLY' });
  for (const field of ['ipv6Address', 'ipv6AccessType', 'internalIpv6PrefixLength']) {
    expect(nic(project)).not.toHaveProperty(field);
  }
});
