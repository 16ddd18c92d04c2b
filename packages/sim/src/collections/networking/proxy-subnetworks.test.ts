import { expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORKS = 'regions/us-east1/subnetworks';
const proxies = (name: string, more: object = {}) => ({
  name,
  network: 'global/networks/n',
  ipCidrRange: name === 'a' ? '10.1.0.0/24' : '10.2.0.0/24',
  purpose: 'REGIONAL_MANAGED_PROXY',
  role: 'ACTIVE',
  ...more,
});

function projectWithProxies(): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  project.make('POST', SUBNETWORKS, proxies('a'));
  return project;
}

test('proxies have 64 addresses at least, and one active subnetwork', () => {
  const project = projectWithProxies();
  expect(project.refusal('POST', SUBNETWORKS, proxies('b', { ipCidrRange: '10.2.0.0/27', role: 'BACKUP' }))).toMatch(
    /'resource.ipCidrRange': '10.2.0.0\/27'.*at most 26\.$/,
  );
  expect(project.refusal('POST', SUBNETWORKS, proxies('b'))).toMatch(
    /'resource.role': 'ACTIVE'. The subnetwork 'projects\/p1\/regions\/us-east1\/subnetworks\/a' is the active one/,
  );
  // Another purpose, and another region, have one of their own.
  project.make('POST', SUBNETWORKS, proxies('b', { purpose: 'GLOBAL_MANAGED_PROXY' }));
  project.make('POST', 'regions/us-west1/subnetworks', proxies('c', { ipCidrRange: '10.3.0.0/24' }));
});

test('a subnetwork in reserve that becomes active takes the place of the other', () => {
  const project = projectWithProxies();
  project.make('POST', SUBNETWORKS, proxies('b', { role: 'BACKUP' }));
  const { fingerprint } = project.get(`${SUBNETWORKS}/b`);
  project.make('PATCH', `${SUBNETWORKS}/b?drainTimeoutSeconds=10`, { role: 'ACTIVE', fingerprint });
  expect(['a', 'b'].map((name) => project.get(`${SUBNETWORKS}/${name}`)['role'])).toEqual(['BACKUP', 'ACTIVE']);
});
