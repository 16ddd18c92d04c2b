import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const GLOBAL = 'global/backendServices';
const REGIONAL = 'regions/us-east1/backendServices';
const mesh = { loadBalancingScheme: 'INTERNAL_SELF_MANAGED' };
const managed = { loadBalancingScheme: 'EXTERNAL_MANAGED' };
const internal = { loadBalancingScheme: 'INTERNAL', protocol: 'TCP', network: 'global/networks/default' };
const leader = { haPolicy: { fastIPMove: 'DISABLED' } };
const duration = { maxStreamDuration: { seconds: '10' } };
const bindings = { serviceBindings: ['projects/p1/locations/global/serviceBindings/b'] };
const policy = { serviceLbPolicy: '//networkservices.googleapis.com/projects/p1/locations/global/serviceLbPolicies/l' };
const cookie = { strongSessionAffinityCookie: { name: 'c', ttl: { seconds: '60' } } };
const testing = {
  externalManagedMigrationState: 'TEST_BY_PERCENTAGE',
  externalManagedMigrationTestingPercentage: 12.5,
};

describe('what goes together in a backend service', () => {
  test.each([
    [GLOBAL, { ...mesh, ...duration }],
    [GLOBAL, { ...mesh, ...bindings }],
    [GLOBAL, { ...managed, ...policy }],
    [GLOBAL, { ...testing }],
    [GLOBAL, { ...managed, protocol: 'HTTPS', tlsSettings: { sni: 'x.example' } }],
    [GLOBAL, { ...managed, logConfig: { enable: true, optionalMode: 'CUSTOM', optionalFields: ['tls.protocol'] } }],
    [GLOBAL, { ...managed, ...cookie, sessionAffinity: 'STRONG_COOKIE_AFFINITY' }],
    [GLOBAL, { ...mesh, localityLbPolicies: [{ policy: { name: 'ROUND_ROBIN' } }] }],
    [
      REGIONAL,
      { ...internal, connectionTrackingPolicy: { trackingMode: 'PER_SESSION' }, sessionAffinity: 'CLIENT_IP' },
    ],
    [REGIONAL, { ...internal, ...leader }],
  ])('%s takes %j', (collection, body) => {
    expect(testProject().finish('POST', collection, { name: 'b', ...body })).not.toHaveProperty('error');
  });

  test.each([
    [GLOBAL, { ...managed, ...duration }, "'resource.maxStreamDuration'"],
    [GLOBAL, { ...managed, ...bindings }, "'resource.serviceBindings'"],
    [GLOBAL, { ...mesh, ...bindings, healthChecks: ['global/healthChecks/h'] }, "'resource.healthChecks'"],
    [GLOBAL, policy, "'resource.serviceLbPolicy'"],
    [GLOBAL, { customMetrics: [{ name: 'orca.cpu_utilization', dryRun: false }] }, "'resource.customMetrics'"],
    [GLOBAL, { ...managed, ...testing }, "'resource.externalManagedMigrationTestingPercentage'"],
    [GLOBAL, { externalManagedMigrationTestingPercentage: 50 }, 'migration state TEST_BY_PERCENTAGE'],
    [GLOBAL, { ...managed, tlsSettings: { sni: 'x.example' } }, "'resource.tlsSettings'"],
    [
      GLOBAL,
      { ...managed, logConfig: { enable: true, optionalFields: ['tls.protocol'] } },
      "'resource.logConfig.optionalFields'",
    ],
    [GLOBAL, { ...managed, ...cookie }, "'resource.strongSessionAffinityCookie'"],
    [
      GLOBAL,
      { ...managed, sessionAffinity: 'STRONG_COOKIE_AFFINITY' },
      "Required field 'resource.strongSessionAffinityCookie'",
    ],
    [GLOBAL, { ...mesh, localityLbPolicies: [{}] }, "Required field 'resource.localityLbPolicies[0].policy'"],
    [GLOBAL, { connectionTrackingPolicy: { trackingMode: 'PER_SESSION' } }, "'resource.connectionTrackingPolicy'"],
    [REGIONAL, { ...internal, ...leader, sessionAffinity: 'CLIENT_IP' }, "'resource.sessionAffinity': 'CLIENT_IP'"],
    [REGIONAL, { ...internal, ...leader, failoverPolicy: { failoverRatio: 1 } }, "'resource.failoverPolicy'"],
    [GLOBAL, { ...managed, sessionAffinity: 'CLIENT_IP_PORT_PROTO' }, 'It cannot be used for HTTP(S) load balancing.'],
    [
      GLOBAL,
      { ...managed, protocol: 'HTTPS', tlsSettings: { identity: '//pool/ns/n/sa/s', sni: 'x.example' } },
      "'resource.tlsSettings.sni'",
    ],
    [REGIONAL, { ...managed, ...policy }, "Its location must be that of the service, 'us-east1'."],
    [
      REGIONAL,
      {
        ...internal,
        sessionAffinity: 'CLIENT_IP',
        connectionTrackingPolicy: { trackingMode: 'PER_SESSION', idleTimeoutSec: 599 },
      },
      'Must be greater than or equal to 600',
    ],
    [
      REGIONAL,
      { loadBalancingScheme: 'EXTERNAL', localityLbPolicy: 'WEIGHTED_MAGLEV', healthChecks: ['global/healthChecks/h'] },
      'WEIGHTED_MAGLEV needs an HTTP-based health check',
    ],
    [REGIONAL, { ...internal, failoverPolicy: { failoverRatio: 1.5 } }, 'Must be less than or equal to 1.0'],
  ])('%s refuses %j', (collection, body, message) => {
    const project = testProject();
    project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
    expect(project.refusal('POST', collection, { name: 'b', ...body })).toContain(message);
  });
});

test('a classic service becomes a managed one, one patch after the other', () => {
  const project = testProject();
  project.make('POST', GLOBAL, { name: 'b' });
  const migrate = (change: object): unknown => project.finish('PATCH', `${GLOBAL}/b`, change);
  for (const change of [
    { externalManagedMigrationState: 'PREPARE' },
    { externalManagedMigrationState: 'TEST_BY_PERCENTAGE', externalManagedMigrationTestingPercentage: 10 },
    { externalManagedMigrationState: 'TEST_ALL_TRAFFIC' },
    managed,
  ]) {
    expect(migrate(change)).not.toHaveProperty('error');
  }
  expect(project.get(`${GLOBAL}/b`)).not.toHaveProperty('externalManagedMigrationTestingPercentage');
  const change = { externalManagedMigrationTestingPercentage: 20 };
  expect(project.refusal('PATCH', `${GLOBAL}/b`, change)).toContain('migration state TEST_BY_PERCENTAGE');
});

test.each([
  [
    { ...cookie, sessionAffinity: 'STRONG_COOKIE_AFFINITY' },
    { sessionAffinity: 'NONE' },
    'strongSessionAffinityCookie',
  ],
  [{ protocol: 'HTTPS', tlsSettings: { sni: 'x.example' } }, { protocol: 'HTTP' }, 'tlsSettings'],
  [
    { logConfig: { enable: true, optionalMode: 'CUSTOM', optionalFields: ['tls.protocol'] } },
    { logConfig: { optionalMode: 'EXCLUDE_ALL_OPTIONAL' } },
    'logConfig.optionalFields',
  ],
])('%j takes %j, and no other %s after it', (fields, change, field) => {
  const project = testProject();
  project.make('POST', GLOBAL, { name: 'b', ...managed, ...fields });
  project.make('PATCH', `${GLOBAL}/b`, change);
  const others = {
    strongSessionAffinityCookie: { name: 'd' },
    tlsSettings: { sni: 'y.example' },
    logConfig: { optionalFields: ['tls.cipher'] },
  };
  const other = Object.fromEntries(Object.entries(others).filter(([name]) => field.startsWith(name)));
  expect(project.refusal('PATCH', `${GLOBAL}/b`, other)).toContain(`'resource.${field}'`);
});
