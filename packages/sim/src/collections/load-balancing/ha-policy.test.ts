import { expect, test } from 'vitest';
import { instance } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import type { TestProject } from '../../../test/test-project.ts';

const ZONE = 'zones/us-east1-b';
const SERVICE = 'regions/us-east1/backendServices/b';
const groupNamed = (name: string): string => `${ZONE}/networkEndpointGroups/${name}`;
const linked = (name: string): string => `https://www.googleapis.com/compute/v1/projects/p1/${groupNamed(name)}`;
const body = (leading: string) => ({
  name: 'b',
  loadBalancingScheme: 'EXTERNAL',
  protocol: 'UDP',
  network: 'global/networks/n',
  backends: [{ group: groupNamed('a'), balancingMode: 'CONNECTION' }],
  haPolicy: { fastIPMove: 'GARP_RA', leader: { backendGroup: leading } },
});

function projectWithGroups(): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };
  project.make('POST', 'regions/us-east1/subnetworks', subnetwork);
  for (const name of ['a', 'c']) {
    project.make('POST', `${ZONE}/networkEndpointGroups`, {
      name,
      networkEndpointType: 'GCE_VM_IP',
      network: 'global/networks/n',
      subnetwork: 'regions/us-east1/subnetworks/s',
    });
  }
  return project;
}

test('the leader of a backend service is in one of its backends', () => {
  const project = projectWithGroups();
  const refusal = project.refusal('POST', 'regions/us-east1/backendServices', body(groupNamed('c')));
  expect(refusal).toContain("'resource.haPolicy.leader.backendGroup'");
  const missing = project.refusal('POST', 'regions/us-east1/backendServices', body(groupNamed('x')));
  expect(missing).toContain('networkEndpointGroups/x');
  project.make('POST', 'regions/us-east1/backendServices', body(groupNamed('a')));
  expect(project.get(SERVICE)).toMatchObject({ haPolicy: { leader: { backendGroup: linked('a') } } });
  expect(project.refusal('PATCH', SERVICE, { backends: [] })).toContain('must be specified as a backend');
});

test('what does not go with a policy is refused', () => {
  const project = projectWithGroups();
  project.make('POST', 'global/networks', { name: 'other', autoCreateSubnetworks: true });
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  for (const [name, networkEndpointType] of [
    ['ports', 'GCE_VM_IP_PORT'],
    ['far', 'GCE_VM_IP'],
  ]) {
    const network = `global/networks/${name === 'far' ? 'other' : 'n'}`;
    const subnetwork = `regions/us-east1/subnetworks/${name === 'far' ? 'other' : 's'}`;
    project.make('POST', `${ZONE}/networkEndpointGroups`, { name, networkEndpointType, network, subnetwork });
  }
  const backends = (name: string) => ({ backends: [{ group: groupNamed(name), balancingMode: 'CONNECTION' }] });
  const refusals = [
    { connectionDraining: { drainingTimeoutSec: 30 } },
    { localityLbPolicy: 'MAGLEV' },
    { healthChecks: ['global/healthChecks/h'] },
    { network: '' },
    { haPolicy: { fastIPMove: 'DISABLED' }, ...backends('ports') },
    { haPolicy: { fastIPMove: 'DISABLED' }, ...backends('far') },
    { haPolicy: { leader: { backendGroup: groupNamed('a'), networkEndpoint: { instance: 'i' } } } },
    { loadBalancingScheme: 'EXTERNAL_MANAGED', protocol: 'HTTP' },
  ].map((more) => project.refusal('POST', 'regions/us-east1/backendServices', { ...body(groupNamed('a')), ...more }));
  expect(refusals.map((text) => /field '(?:resource\.)?([^']+)'/.exec(text)?.[1])).toEqual([
    'connectionDraining',
    'localityLbPolicy',
    'healthChecks',
    'network',
    'backends[0].group',
    'backends[0].group',
    'haPolicy.leader.networkEndpoint.instance',
    'haPolicy',
  ]);
});

test('a policy stays, and so does the way in which its addresses move', () => {
  const project = projectWithGroups();
  project.make('POST', 'regions/us-east1/backendServices', body(groupNamed('a')));
  expect(project.refusal('PATCH', SERVICE, { haPolicy: null })).toContain('only be specified when the backend service');
  const slower = { haPolicy: { fastIPMove: 'DISABLED' } };
  expect(project.refusal('PATCH', SERVICE, slower)).toContain("'resource.haPolicy.fastIPMove': 'DISABLED'");
  expect(project.finish('PATCH', SERVICE, { haPolicy: { leader: null } })).not.toHaveProperty('error');
});

test('the endpoint that leads stays in its group until none does', () => {
  const project = projectWithGroups();
  const networkInterfaces = [{ subnetwork: 'regions/us-east1/subnetworks/s' }];
  for (const name of ['i', 'j']) project.make('POST', `${ZONE}/instances`, instance(name, { networkInterfaces }));
  const endpoint = (name: string) => ({ networkEndpoints: [{ instance: `${ZONE}/instances/${name}` }] });
  for (const name of ['i', 'j']) project.make('POST', `${groupNamed('a')}/attachNetworkEndpoints`, endpoint(name));
  const leader = { backendGroup: groupNamed('a'), networkEndpoint: { instance: 'i' } };
  project.make('POST', 'regions/us-east1/backendServices', {
    ...body(''),
    haPolicy: { fastIPMove: 'GARP_RA', leader },
  });
  const detach = `${groupNamed('a')}/detachNetworkEndpoints`;
  expect(project.refusal('POST', detach, endpoint('i'))).toMatch(
    /'i'. The endpoint is the leader of .*backendServices\/b'/,
  );
  project.make('POST', detach, endpoint('j'));
  project.make('PATCH', SERVICE, { haPolicy: { leader: null } });
  project.make('POST', detach, endpoint('i'));
});
