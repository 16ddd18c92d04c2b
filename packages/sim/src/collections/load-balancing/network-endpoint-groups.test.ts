import { describe, expect, test } from 'vitest';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';

const ZONAL = `${ZONE}/networkEndpointGroups`;
const REGIONAL = 'regions/us-east1/networkEndpointGroups';
const GLOBAL = 'global/networkEndpointGroups';

function stored(collection: string, body: object = {}, project: TestProject = testProject()): JsonObject {
  project.make('POST', collection, { name: 'g', ...body });
  return project.get(`${collection}/g`);
}

describe('a network endpoint group', () => {
  test('of a zone is for ports of instances in the default network', () => {
    expect(stored(ZONAL)).toEqual({
      kind: 'compute#networkEndpointGroup',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'g',
      network: `${LINK}global/networks/default`,
      networkEndpointType: 'GCE_VM_IP_PORT',
      selfLink: `${LINK}${ZONAL}/g`,
      size: 0,
      zone: LINK + ZONE,
    });
  });

  test('of a subnetwork is in its network', () => {
    const project = testProject();
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.9.0.0/24' };
    project.make('POST', 'regions/us-east1/subnetworks', subnetwork);
    const group = stored(ZONAL, { subnetwork: 'regions/us-east1/subnetworks/s' }, project);
    expect(group['network']).toBe(`${LINK}global/networks/n`);
    expect(project.refusal('DELETE', 'regions/us-east1/subnetworks/s')).toContain(
      `being used by 'projects/p1/${ZONAL}/g'`,
    );
  });

  test.each([
    [REGIONAL, { networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } }],
    [REGIONAL, { networkEndpointType: 'PRIVATE_SERVICE_CONNECT', pscTargetService: 's' }],
    [GLOBAL, { networkEndpointType: 'INTERNET_FQDN_PORT', defaultPort: 443 }],
  ])('of %s is in no network: %j', (collection, body) => {
    const group = stored(collection, body);
    expect(group).toMatchObject({ ...body, size: 0 });
    expect(group).not.toHaveProperty('network');
  });

  test.each([
    [REGIONAL, {}, "Required field 'resource.networkEndpointType'"],
    [
      GLOBAL,
      { networkEndpointType: 'GCE_VM_IP_PORT' },
      "'GCE_VM_IP_PORT'. Network endpoint of type GCE_VM_IP_PORT is only allowed in zonal scope.",
    ],
    [
      ZONAL,
      { networkEndpointType: 'INTERNET_IP_PORT' },
      "'INTERNET_IP_PORT'. Network endpoint of type INTERNET_IP_PORT is only allowed in regional or global scope.",
    ],
    [
      ZONAL,
      { networkEndpointType: 'SERVERLESS' },
      "'resource.networkEndpointType': 'SERVERLESS'. Network endpoint of type SERVERLESS is only allowed in regional scope.",
    ],
    [ZONAL, { networkEndpointType: 'GCE_VM_IP', defaultPort: 80 }, "'resource.defaultPort': '80'"],
    [ZONAL, { defaultPort: 0 }, "'resource.defaultPort': '0'"],
    [ZONAL, { defaultPort: 65_536 }, "'resource.defaultPort': '65536'"],
    [GLOBAL, { networkEndpointType: 'INTERNET_IP_PORT', network: 'global/networks/default' }, "'resource.network'"],
    [ZONAL, { cloudRun: { service: 's' } }, "'resource.cloudRun'"],
    [
      REGIONAL,
      { networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' }, appEngine: {} },
      'Exactly one of cloudRun, appEngine and cloudFunction goes with SERVERLESS.',
    ],
    [REGIONAL, { networkEndpointType: 'PRIVATE_SERVICE_CONNECT' }, "Required field 'resource.pscTargetService'"],
  ])('is refused: %s %j', (collection, body, message) => {
    expect(testProject().refusal('POST', collection, { name: 'g', ...body })).toContain(message);
  });

  test.each([
    [ZONAL, {}, ['insert', 'delete']],
    [
      'regions/us-east1/networkEndpointGroups',
      { networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } },
      ['compute.regionNetworkEndpointGroups.insert', 'compute.regionNetworkEndpointGroups.delete'],
    ],
  ])('names the operations of %s', (collection, more, expected) => {
    const project = testProject();
    const body = { name: 'g', ...more };
    const types = [project.finish('POST', collection, body), project.finish('DELETE', `${collection}/g`)].map(
      ({ operationType }) => operationType,
    );
    expect(types).toEqual(expected);
  });

  test('stays while a backend service has it', () => {
    const project = testProject();
    project.make('POST', GLOBAL, { name: 'g', networkEndpointType: 'INTERNET_IP_PORT' });
    project.make('POST', 'global/backendServices', { name: 'b', backends: [{ group: `${GLOBAL}/g` }] });
    expect(project.refusal('DELETE', `${GLOBAL}/g`)).toBe(
      `400 The network_endpoint_group resource 'projects/p1/${GLOBAL}/g' is already being used by 'projects/p1/global/backendServices/b'`,
    );
  });
});

test('endpoints show their health where that is asked for, by service', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/instances`, instance('i'));
  project.make('POST', ZONAL, { name: 'g', defaultPort: 80 });
  const networkEndpoints = [{ instance: 'i' }];
  project.make('POST', `${ZONAL}/g/attachNetworkEndpoints`, { networkEndpoints });
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.make('POST', 'global/backendServices', {
    name: 'b',
    healthChecks: ['global/healthChecks/h'],
    backends: [{ group: `${ZONAL}/g`, balancingMode: 'RATE', maxRatePerEndpoint: 1 }],
  });
  const list = (body: object): JsonObject =>
    asObject(asArray(project.send('POST', `${ZONAL}/g/listNetworkEndpoints`, body).body?.['items'])[0]);
  expect(list({})).not.toHaveProperty('healths');
  expect(list({ healthStatus: 'SHOW' })['healths']).toEqual([
    {
      backendService: { backendService: `${LINK}global/backendServices/b` },
      healthCheck: { healthCheck: `${LINK}global/healthChecks/h` },
      healthState: 'HEALTHY',
    },
  ]);
});
