import { describe, expect, test } from 'vitest';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

const ZONAL = `${ZONE}/networkEndpointGroups`;
const GLOBAL = 'global/networkEndpointGroups';

function projectWithGroup(body: object = { defaultPort: 80 }, collection = ZONAL): TestProject {
  const project = testProject();
  for (const name of ['i', 'j']) project.make('POST', `${ZONE}/instances`, instance(name));
  project.make('POST', collection, { name: 'g', ...body });
  return project;
}

const endpointsOf = (project: TestProject, collection = ZONAL): readonly JsonObject[] => {
  const { body } = project.send('POST', `${collection}/g/listNetworkEndpoints`, {});
  return asArray(body?.['items']).map((item) => asObject(asObject(item)['networkEndpoint']));
};
const bodyOf = (networkEndpoints: readonly object[]): object => ({ networkEndpoints });
const attach = (project: TestProject, endpoints: readonly object[], collection = ZONAL): void =>
  project.make('POST', `${collection}/g/attachNetworkEndpoints`, bodyOf(endpoints));
const detach = (project: TestProject, endpoints: readonly object[], collection = ZONAL): void =>
  project.make('POST', `${collection}/g/detachNetworkEndpoints`, bodyOf(endpoints));

const I = { instance: 'i', ipAddress: '10.142.0.2', port: 80 };
const J = { instance: 'j', ipAddress: '10.142.0.3', port: 80 };

describe('endpoints on instances', () => {
  test('are completed, and come back in the order in which they came', () => {
    const project = projectWithGroup();
    const operation = project.finish('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf([{ instance: 'j' }]));
    expect(operation['operationType']).toBe('compute.networkEndpointGroups.attachNetworkEndpoints');
    attach(project, [{ instance: `${LINK}${ZONE}/instances/i`, port: 8080 }]);
    expect(endpointsOf(project)).toEqual([J, { ...I, port: 8080 }]);
    expect(project.get(`${ZONAL}/g`)['size']).toBe(2);
  });

  test('are attached once', () => {
    const project = projectWithGroup();
    attach(project, [{ instance: 'i' }, I]);
    attach(project, [{ instance: 'i', port: 80 }, J]);
    expect(endpointsOf(project)).toEqual([I, J]);
  });

  test('are detached together or not at all', () => {
    const project = projectWithGroup();
    attach(project, [I]);
    const path = `${ZONAL}/g/detachNetworkEndpoints`;
    expect(project.refusal('POST', path, bodyOf([I, J]))).toContain("'resource.networkEndpoints[1]'");
    expect(endpointsOf(project)).toEqual([I]);
    detach(project, [{ instance: 'i' }]);
    expect(endpointsOf(project)).toEqual([]);
    expect(project.get(`${ZONAL}/g`)['size']).toBe(0);
  });

  test('go with their instance, and do not come back with another one of its name', () => {
    const project = projectWithGroup();
    attach(project, [I, J]);
    project.make('DELETE', `${ZONE}/instances/i`);
    expect(endpointsOf(project)).toEqual([J]);
    project.make('POST', `${ZONE}/instances`, instance('i'));
    expect(endpointsOf(project)).toEqual([J]);
    expect(project.get(`${ZONAL}/g`)['size']).toBe(1);
  });

  test.each([
    [[], "Required field 'resource.networkEndpoints'"],
    [Array.from({ length: 501 }, () => ({ instance: 'i' })), "'resource.networkEndpoints'"],
    [[{ port: 80 }], "Required field 'resource.networkEndpoints[0].instance'"],
    [
      [{ instance: 'i' }, { instance: 'k' }],
      "404 The resource 'projects/p1/zones/us-east1-b/instances/k' was not found",
    ],
    [[{ instance: 'a/b/c' }], "'resource.networkEndpoints[0].instance': 'a/b/c'. The URL is malformed."],
    [[{ instance: 'i', port: 0 }], "'resource.networkEndpoints[0].port': '0'"],
    [[{ instance: 'i', port: 65_536 }], "'resource.networkEndpoints[0].port': '65536'"],
    [
      [{ instance: 'i', ipAddress: '10.142.0.3' }],
      "400 Invalid value for field 'resource.ipAddress': '10.142.0.3'. Specified IP address 10.142.0.3 doesn't belong to the (sub)network default or to the instance i.",
    ],
  ])('are refused: %#', (endpoints, message) => {
    expect(projectWithGroup().refusal('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf(endpoints))).toContain(
      message,
    );
  });

  test('may be in an alias range of their instance', () => {
    const project = testProject();
    const subnetwork = 'regions/us-east1/subnetworks/default';
    project.make('PATCH', subnetwork, {
      fingerprint: project.get(subnetwork)['fingerprint'],
      secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/16' }],
    });
    const aliasIpRanges = ['10.4.1.0/24', '10.4.9.7'].map((ipCidrRange) => ({
      ipCidrRange,
      subnetworkRangeName: 'pods',
    }));
    const networkInterfaces = [{ network: 'global/networks/default', aliasIpRanges }];
    project.make('POST', `${ZONE}/instances`, instance('i', { networkInterfaces }));
    for (const [name, networkEndpointType] of [
      ['g', 'GCE_VM_IP_PORT'],
      ['h', 'GCE_VM_IP'],
    ]) {
      project.make('POST', ZONAL, { name, networkEndpointType });
    }
    for (const ipAddress of ['10.4.1.20', '10.4.9.7']) attach(project, [{ instance: 'i', ipAddress, port: 80 }]);
    expect(endpointsOf(project)).toEqual(['10.4.1.20', '10.4.9.7'].map((ipAddress) => ({ ...I, ipAddress })));
    const outside = { instance: 'i', ipAddress: '10.4.2.1', port: 80 };
    expect(project.refusal('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf([outside]))).toContain('10.4.2.1');
    const whole = { instance: 'i', ipAddress: '10.4.1.20' };
    expect(project.refusal('POST', `${ZONAL}/h/attachNetworkEndpoints`, bodyOf([whole]))).toContain('10.4.1.20');
  });

  test('are in the zone of their group', () => {
    const project = projectWithGroup();
    const machineType = 'zones/us-east1-c/machineTypes/e2-small';
    project.make('POST', 'zones/us-east1-c/instances', instance('k', { machineType }));
    const far = { instance: 'zones/us-east1-c/instances/k', port: 80 };
    expect(project.refusal('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf([far]))).toContain(
      "'resource.networkEndpoints[0].instance': 'zones/us-east1-c/instances/k'. The instance must be in zone 'us-east1-b'.",
    );
  });

  test('of whole addresses have no port', () => {
    const project = projectWithGroup({ networkEndpointType: 'GCE_VM_IP' });
    attach(project, [{ instance: 'i' }]);
    const { port: _, ...expected } = I;
    expect(endpointsOf(project)).toEqual([expected]);
    expect(project.refusal('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf([J]))).toContain(
      "'resource.networkEndpoints[0].port': '80'",
    );
  });

  test('are of the group’s network', () => {
    const project = testProject();
    project.make('POST', 'global/networks', { name: 'n' });
    project.make('POST', `${ZONE}/instances`, instance('i'));
    project.make('POST', ZONAL, { name: 'g', network: 'global/networks/n', defaultPort: 80 });
    expect(project.refusal('POST', `${ZONAL}/g/attachNetworkEndpoints`, bodyOf([I]))).toContain(
      "doesn't belong to the (sub)network n",
    );
  });
});

describe('endpoints in the Internet', () => {
  test.each([
    ['INTERNET_IP_PORT', { ipAddress: '198.51.100.7' }, {}, "Required field 'resource.networkEndpoints[0].ipAddress'"],
    ['INTERNET_FQDN_PORT', { fqdn: 'x.example' }, {}, "Required field 'resource.networkEndpoints[0].fqdn'"],
  ])('%s', (networkEndpointType, endpoint, bad, message) => {
    const project = projectWithGroup({ networkEndpointType, defaultPort: 443 }, GLOBAL);
    attach(project, [endpoint], GLOBAL);
    expect(endpointsOf(project, GLOBAL)).toEqual([{ ...endpoint, port: 443 }]);
    expect(project.refusal('POST', `${GLOBAL}/g/attachNetworkEndpoints`, bodyOf([bad]))).toContain(message);
    detach(project, [endpoint], GLOBAL);
    expect(endpointsOf(project, GLOBAL)).toEqual([]);
  });
});
