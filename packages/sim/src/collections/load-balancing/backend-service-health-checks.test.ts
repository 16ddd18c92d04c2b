import { describe, expect, test } from 'vitest';
import { ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const HEALTH_CHECK = 'global/healthChecks/h';
const GROUPS = {
  instances: `${ZONE}/instanceGroups/g`,
  zonal: `${ZONE}/networkEndpointGroups/g`,
  serverless: `${REGION}/networkEndpointGroups/serverless`,
  psc: `${REGION}/networkEndpointGroups/psc`,
  internet: 'global/networkEndpointGroups/ip',
  fqdn: 'global/networkEndpointGroups/fqdn',
};

function projectWithGroups(): TestProject {
  const project = testProject();
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  project.make('POST', 'global/httpHealthChecks', { name: 'h' });
  for (const region of [REGION, 'regions/us-west1'])
    project.make('POST', `${region}/healthChecks`, { name: 'h', type: 'TCP' });
  project.make('POST', `${ZONE}/instanceGroups`, { name: 'g' });
  project.make('POST', `${ZONE}/networkEndpointGroups`, { name: 'g' });
  const regional = `${REGION}/networkEndpointGroups`;
  project.make('POST', regional, { name: 'serverless', networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } });
  const pscTargetService = 'us-east1-cloudkms.googleapis.com';
  project.make('POST', regional, { name: 'psc', networkEndpointType: 'PRIVATE_SERVICE_CONNECT', pscTargetService });
  project.make('POST', 'global/networkEndpointGroups', { name: 'ip', networkEndpointType: 'INTERNET_IP_PORT' });
  project.make('POST', 'global/networkEndpointGroups', { name: 'fqdn', networkEndpointType: 'INTERNET_FQDN_PORT' });
  return project;
}

const service = (group: keyof typeof GROUPS | undefined, more: object = {}): object => ({
  name: 'b',
  ...(group === undefined ? {} : { backends: [{ group: GROUPS[group] }] }),
  ...more,
});
const GLOBAL = 'global/backendServices';
const checked = { healthChecks: [HEALTH_CHECK] };
const selfManaged = { loadBalancingScheme: 'INTERNAL_SELF_MANAGED' };
const byRate = (group: string): object => ({ backends: [{ group, balancingMode: 'RATE', maxRatePerEndpoint: 1 }] });

describe('a backend service needs a health check', () => {
  test.each([service('instances'), service('zonal', byRate(GROUPS.zonal))])('%j', (body) => {
    const project = projectWithGroups();
    expect(project.refusal('POST', GLOBAL, body)).toBe(
      "400 Invalid value for field 'resource.healthChecks': ''. At least one health check needs to be specified.",
    );
    project.make('POST', GLOBAL, { ...body, ...checked });
    expect(project.refusal('PATCH', `${GLOBAL}/b`, { healthChecks: [] })).toContain('At least one health check');
  });

  test.each([undefined, 'serverless', 'psc', 'internet', 'fqdn'] as const)('but not for %s', (group) => {
    const project = projectWithGroups();
    project.make('POST', GLOBAL, service(group));
    expect(project.get(`${GLOBAL}/b`)).not.toHaveProperty('healthChecks');
  });
});

describe('a backend service has no health check', () => {
  test.each([
    ['serverless', {}, 'A backend service cannot have a healthcheck with Serverless network endpoint group backends.'],
    ['psc', {}, 'A backend service cannot have a healthcheck with Private Service Connect network endpoint group'],
    ['internet', {}, 'Backend services with global network endpoint groups can have health checks only for'],
    ['internet', selfManaged, 'Backend services with global network endpoint groups can have health checks only for'],
    ['fqdn', {}, 'Backend services with global network endpoint groups can have health checks only for'],
  ] as const)('for %s %j', (group, more, message) => {
    expect(projectWithGroups().refusal('POST', GLOBAL, service(group, { ...checked, ...more }))).toContain(message);
  });

  test('nor a port name of its own where nothing has ports', () => {
    const project = projectWithGroups();
    expect(project.refusal('POST', GLOBAL, service('serverless', { portName: 'my-port' }))).toContain(
      "'my-port'. Port name is not supported for a backend service with Serverless network endpoint groups.",
    );
    project.make('POST', GLOBAL, service('internet', { portName: 'my-port' }));
    expect(project.get(`${GLOBAL}/b`)['portName']).toBe('my-port');
  });

  test('but a service mesh has for names in the Internet', () => {
    const project = projectWithGroups();
    project.make('POST', GLOBAL, service('fqdn', { ...checked, ...selfManaged }));
    expect(project.get(`${GLOBAL}/b`)['healthChecks']).toHaveLength(1);
  });
});

describe('a health check suits its backend service', () => {
  const legacy = { healthChecks: ['global/httpHealthChecks/h'] };
  const internal = { loadBalancingScheme: 'INTERNAL' };

  test('by scheme: legacy ones are for the global external load balancers', () => {
    const project = projectWithGroups();
    const managed = { ...legacy, name: 'm', loadBalancingScheme: 'EXTERNAL_MANAGED' };
    project.make('POST', GLOBAL, service(undefined, managed));
    expect(project.refusal('POST', GLOBAL, service(undefined, { ...legacy, ...selfManaged }))).toContain(
      'Legacy health checks are not supported for this backend service.',
    );
    expect(
      project.refusal('POST', `${REGION}/backendServices`, service(undefined, { ...legacy, ...internal })),
    ).toContain('Legacy health checks are not supported for this backend service.');
    project.make('POST', GLOBAL, service(undefined, legacy));
  });

  test('by scope: those of a region are for what is in it', () => {
    const project = projectWithGroups();
    const own = { ...internal, healthChecks: [`${REGION}/healthChecks/h`] };
    for (const [collection, body] of [
      [GLOBAL, { healthChecks: [`${REGION}/healthChecks/h`] }],
      [`${REGION}/backendServices`, { ...internal, healthChecks: ['regions/us-west1/healthChecks/h'] }],
    ] as const) {
      expect(project.refusal('POST', collection, service(undefined, body))).toContain(
        'The health check must be global, or in the region of the backend service.',
      );
    }
    project.make('POST', `${REGION}/backendServices`, service(undefined, own));
  });
});

test('a timeout other than the default is not for serverless backends', () => {
  const project = projectWithGroups();
  expect(project.refusal('POST', GLOBAL, service('serverless', { timeoutSec: 31 }))).toContain(
    'Timeout sec is not supported for a backend service with Serverless network endpoint groups.',
  );
  project.make('POST', GLOBAL, service('serverless', { timeoutSec: 30 }));
});
