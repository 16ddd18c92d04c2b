import { describe, expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SERVICES = 'global/backendServices';
const INTERNAL = 'regions/us-central1/backendServices';
const group = (name: string): string => `${ZONE}/instanceGroups/${name}`;
const full = (name: string): string => `https://www.googleapis.com/compute/v1/projects/p1/${group(name)}`;

/** Groups `g` and `h`, a health check `c`. */
function prepared(): TestProject {
  const project = testProject();
  for (const name of ['g', 'h']) project.make('POST', `${ZONE}/instanceGroups`, { name });
  project.make('POST', 'global/healthChecks', { name: 'c', type: 'TCP' });
  return project;
}

const body = (backends: object, more: object = {}): object => ({
  name: 'b',
  healthChecks: ['global/healthChecks/c'],
  backends,
  ...more,
});

describe('a backend is balanced by utilization unless told otherwise', () => {
  test('its defaults and its link are filled in', () => {
    const project = prepared();
    project.make('POST', SERVICES, body([{ group: group('g') }]));
    expect(project.get(`${SERVICES}/b`)['backends']).toEqual([
      { group: full('g'), balancingMode: 'UTILIZATION', capacityScaler: 1 },
    ]);
  });

  test.each([
    { balancingMode: 'RATE', maxRate: 100 },
    { balancingMode: 'RATE', maxRatePerInstance: 0.1 },
    { balancingMode: 'CONNECTION', maxConnections: 5 },
    { balancingMode: 'CONNECTION', maxConnectionsPerInstance: 5 },
    { balancingMode: 'UTILIZATION', maxUtilization: 0.8, maxRate: 5 },
    { capacityScaler: 0.1 },
  ])('%j is accepted', (backend) => {
    const project = prepared();
    const protocol = backend.balancingMode === 'CONNECTION' ? 'TCP' : 'HTTP';
    project.make('POST', SERVICES, body([{ group: group('g'), ...backend }], { protocol }));
    expect(project.get(`${SERVICES}/b`)['backends']).toMatchObject([backend]);
  });

  test('for an internal service it is connections, and there is no capacity', () => {
    const project = prepared();
    project.make('POST', `${ZONE}/instances`, instanceNamed('i'));
    project.make('POST', `${group('g')}/addInstances`, { instances: [{ instance: `${ZONE}/instances/i` }] });
    project.make('POST', INTERNAL, body([{ group: group('g') }], { loadBalancingScheme: 'INTERNAL' }));
    expect(project.get(`${INTERNAL}/b`)['backends']).toEqual([{ group: full('g'), balancingMode: 'CONNECTION' }]);
    const told = project.refused('PATCH', `${INTERNAL}/b`, {
      backends: [{ group: group('g'), balancingMode: 'UTILIZATION' }],
    });
    expect(told.message).toBe(
      "Invalid value for field 'resource.backends[0].balancingMode': 'UTILIZATION'. Balancing mode must be CONNECTION for an INTERNAL backend service.",
    );
  });

  test('an internal service takes no group that is in no network yet', () => {
    const told = prepared().refused(
      'POST',
      INTERNAL,
      body([{ group: group('g') }], { loadBalancingScheme: 'INTERNAL' }),
    );
    expect(told.message).toContain('Instance group must have a network to be attached to a backend service.');
  });
});

describe('backends are refused', () => {
  const g = { group: group('g') };
  test.each([
    [[{}], 'resource.backends[0].group', ''],
    [[{ group: 'g' }], 'resource.backends[0].group', 'The URL is malformed.'],
    [
      [{ group: `${ZONE}/instanceGroupManagers/g` }],
      'resource.backends[0].group',
      "Unexpected resource collection 'instanceGroupManagers'.",
    ],
    [
      [g, { group: group('h') }, { group: `projects/p1/${group('g')}` }],
      'resource.backends[2].group',
      'Duplicate instance groups in backend service.',
    ],
    [
      [{ ...g, balancingMode: 'CONNECTION' }],
      'resource.backends[0].balancingMode',
      'Either maxConnections or maxConnectionsPerInstance should be set with CONNECTION mode.',
    ],
    [
      [{ group: group('h') }, { ...g, balancingMode: 'RATE' }],
      'resource.backends[1].balancingMode',
      'Either maxRate or maxRatePerInstance should be set with RATE mode',
    ],
    [
      [{ ...g, balancingMode: 'RATE', maxRate: 1, maxRatePerInstance: 1 }],
      'resource.backends[0]',
      'Both maxRate or maxRatePerInstance cannot be set.',
    ],
    [[{ ...g, capacityScaler: 0 }], 'resource.backends', 'None of the backends have a valid capacity'],
    [[{ ...g, balancingMode: 'RATE', maxRate: 0 }], 'resource.backends', 'None of the backends have a valid capacity'],
    [[{ ...g, capacityScaler: 0.05 }], 'resource.backends[0].capacityScaler', ''],
    [[{ ...g, capacityScaler: 1.1 }], 'resource.backends[0].capacityScaler', ''],
    [[{ ...g, maxUtilization: 1.5 }], 'resource.backends[0].maxUtilization', ''],
    [[{ ...g, maxUtilization: -0.1 }], 'resource.backends[0].maxUtilization', ''],
    [[{ ...g, balancingMode: 'RATE', maxRate: 1, maxConnections: 1 }], 'resource.backends[0].maxConnections', ''],
    [[{ ...g, balancingMode: 'CONNECTION', maxConnections: 1, maxRate: 1 }], 'resource.backends[0].maxRate', ''],
  ])('%j', (backends, field, explanation) => {
    const project = prepared();
    const told = project.refused('POST', SERVICES, body(backends));
    expect(told).toMatchObject({ status: 400, reason: 'invalid' });
    expect(told.message).toContain(`Invalid value for field '${field}': '`);
    expect(told.message).toContain(explanation);
    // Changing a service is checked as making one is.
    project.make('POST', SERVICES, { name: 'b' });
    expect(project.refused('PATCH', `${SERVICES}/b`, body(backends)).message).toBe(told.message);
  });

  test('when their group is not there', () => {
    expect(prepared().refused('POST', SERVICES, body([{ group: group('nothing') }]))).toMatchObject({
      status: 404,
      message: `The resource 'projects/p1/${group('nothing')}' was not found`,
    });
  });

  test('without a health check', () => {
    const told = prepared().refused('POST', SERVICES, body([{ group: group('g') }], { healthChecks: [] }));
    expect(told.message).toBe(
      "Invalid value for field 'resource.healthChecks': ''. At least one health check needs to be specified.",
    );
  });

  test('capacity zero is allowed while another backend has some', () => {
    const project = prepared();
    project.make('POST', SERVICES, body([{ group: group('g'), capacityScaler: 0 }, { group: group('h') }]));
    expect(project.get(`${SERVICES}/b`)['backends']).toMatchObject([{ capacityScaler: 0 }, { capacityScaler: 1 }]);
  });
});

describe('groups that do not go with their service', () => {
  const GROUPS = `${ZONE}/networkEndpointGroups`;
  const REGIONAL = 'regions/us-central1/networkEndpointGroups';
  const rate = { balancingMode: 'RATE', maxRatePerEndpoint: 1 };

  function withEndpointGroups(): TestProject {
    const project = prepared();
    project.make('POST', GROUPS, { name: 'e' });
    const psc = { networkEndpointType: 'PRIVATE_SERVICE_CONNECT', pscTargetService: 'kms' };
    for (const name of ['psc', 'qsc']) project.make('POST', REGIONAL, { name, ...psc });
    project.make('POST', REGIONAL, { name: 'run', networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } });
    project.make('POST', 'zones/us-east1-b/instanceGroups', { name: 'g' });
    return project;
  }

  const managed = { loadBalancingScheme: 'EXTERNAL_MANAGED', healthChecks: [] };

  test.each([
    [
      SERVICES,
      [{ group: group('g') }, { group: `${GROUPS}/e`, ...rate }],
      {},
      'Instance groups and network endpoint groups cannot be used in one backend service.',
    ],
    [
      INTERNAL,
      [{ group: 'zones/us-east1-b/instanceGroups/g' }],
      { loadBalancingScheme: 'INTERNAL_MANAGED' },
      "It must be in region 'us-central1'.",
    ],
    [
      INTERNAL,
      [{ group: `${GROUPS}/e`, balancingMode: 'CONNECTION' }],
      { loadBalancingScheme: 'INTERNAL' },
      'Only GCE_VM_IP or port mapping network endpoint groups can be used by an INTERNAL L4 backend service.',
    ],
    [
      SERVICES,
      [{ group: `${GROUPS}/e` }],
      {},
      "'resource.backends[0].balancingMode': 'UTILIZATION'. UTILIZATION balancing mode is not supported for network endpoint groups.",
    ],
    [
      INTERNAL,
      [{ group: `${REGIONAL}/psc`, ...rate }],
      managed,
      "'resource.backends[0].balancingMode': 'RATE'. Balancing mode is not supported for Private Service Connect network endpoint groups.",
    ],
    [
      INTERNAL,
      [{ group: `${REGIONAL}/run`, ...rate }],
      managed,
      "'resource.backends[0].balancingMode': 'RATE'. Balancing mode is not supported for Serverless network endpoint groups.",
    ],
    [
      INTERNAL,
      [{ group: `${REGIONAL}/run`, maxUtilization: 1 }],
      managed,
      "'resource.backends[0].maxUtilization': '1.0'. Max utilization is not supported for Serverless network endpoint groups.",
    ],
    [
      INTERNAL,
      [{ group: `${REGIONAL}/psc` }, { group: `${REGIONAL}/qsc` }],
      managed,
      'Regional Backend services using Private Service Connect Network Endpoint Group as backends may only have 1 backend. Request contains multiple backends.',
    ],
  ])('%s with %j', (collection, backends, more, message) => {
    expect(withEndpointGroups().refusal('POST', collection, body(backends, more))).toContain(message);
  });

  test.each([
    ['HTTPS', { balancingMode: 'CONNECTION', maxConnections: 1 }],
    ['TCP', { balancingMode: 'RATE', maxRate: 1 }],
  ])('by protocol: %s with %j', (protocol, mode) => {
    const told = prepared().refusal('POST', SERVICES, body([{ group: group('g'), ...mode }], { protocol }));
    expect(told).toMatch(/^400 Invalid value for field 'resource\.backends\[0\]': '\{ {2}"group": "https:/);
    expect(told).toContain(`${mode.balancingMode} balancing mode is not supported for protocol ${protocol}`);
  });

  test.each([
    ['psc', managed],
    ['run', managed],
  ])('and one that does: %s', (name, more) => {
    const project = withEndpointGroups();
    project.make('POST', INTERNAL, body([{ group: `${REGIONAL}/${name}` }], more));
    expect(project.get(`${INTERNAL}/b`)['backends']).toMatchObject([{ balancingMode: 'UTILIZATION' }]);
  });
});

test('a group is in use while a service has it, and its instances are left alone when it goes', () => {
  const project = prepared();
  project.make('POST', SERVICES, body([{ group: group('g') }]));
  expect(project.refused('DELETE', group('g'))).toEqual({
    status: 400,
    reason: 'resourceInUseByAnotherResource',
    message: `The instance_group resource 'projects/p1/${group('g')}' is already being used by 'projects/p1/${SERVICES}/b'`,
  });
  project.make('PATCH', `${SERVICES}/b`, { backends: [] });
  project.make('DELETE', group('g'));
  expect(project.get(`${SERVICES}/b`)).not.toHaveProperty('backends');
});

test('lists of backends are replaced whole', () => {
  const project = prepared();
  project.make('POST', SERVICES, body([{ group: group('g'), maxRate: 5 }]));
  project.make('PATCH', `${SERVICES}/b`, { backends: [{ group: group('h') }] });
  expect(project.get(`${SERVICES}/b`)['backends']).toEqual([
    { group: full('h'), balancingMode: 'UTILIZATION', capacityScaler: 1 },
  ]);
});
