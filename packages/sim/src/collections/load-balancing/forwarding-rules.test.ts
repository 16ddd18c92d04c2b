import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES, withProxySubnetwork } from '../../../test/load-balancer.ts';
import { LINK } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';

const GLOBAL = 'global/forwardingRules';
const REGIONAL = `${REGION}/forwardingRules`;

function stored(collection: string, body: object, project = withProxySubnetwork(projectWithTargets())): JsonObject {
  project.make('POST', collection, body);
  return project.get(`${collection}/r`);
}

const common = {
  kind: 'compute#forwardingRule',
  id: expect.any(String),
  creationTimestamp: expect.any(String),
  name: 'r',
  description: '',
  IPAddress: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
  IPProtocol: 'TCP',
  networkTier: 'PREMIUM',
  fingerprint: expect.any(String),
  labelFingerprint: expect.any(String),
};
const external = { ...common, region: LINK + REGION, selfLink: `${LINK}${REGIONAL}/r` };
const regional = {
  ...external,
  selfLinkWithId: expect.stringMatching(/\/regions\/us-east1\/forwardingRules\/\d+$/),
};
const network = `${LINK}global/networks/default`;
const subnetwork = `${LINK}${REGION}/subnetworks/default`;

describe('the defaults of a forwarding rule', () => {
  test('global and external', () => {
    expect(stored(GLOBAL, RULES.classic)).toEqual({
      ...common,
      loadBalancingScheme: 'EXTERNAL',
      portRange: '80-80',
      target: LINK + RULES.classic.target,
      selfLink: `${LINK}${GLOBAL}/r`,
    });
  });

  test('of a service mesh: in a network, at any address', () => {
    expect(stored(GLOBAL, RULES.mesh)).toMatchObject({ IPAddress: '0.0.0.0', network });
    expect(stored(GLOBAL, RULES.managed)).not.toHaveProperty('network');
  });

  test('internal: an address of the subnetwork', () => {
    expect(stored(REGIONAL, RULES.internal)).toEqual({
      ...regional,
      IPAddress: '10.142.0.2',
      attachedExtensions: [],
      backendService: LINK + RULES.internal.backendService,
      loadBalancingScheme: 'INTERNAL',
      network,
      ports: ['80'],
      subnetwork,
    });
  });

  test('internal and managed', () => {
    const rule = stored(REGIONAL, RULES.internalManaged);
    expect(rule).toMatchObject({ ...regional, network, subnetwork, portRange: '80-80' });
    expect(rule).not.toHaveProperty('attachedExtensions');
  });

  test('for a target pool: all ports', () => {
    expect(stored(REGIONAL, RULES.pool)).toEqual({
      ...external,
      loadBalancingScheme: 'EXTERNAL',
      portRange: '1-65535',
      target: LINK + RULES.pool.target,
    });
  });

  test('an empty scheme is none', () => {
    expect(stored(GLOBAL, { ...RULES.classic, loadBalancingScheme: '' })['loadBalancingScheme']).toBe('EXTERNAL');
  });

  test('a label makes a name for internal DNS', () => {
    expect(stored(REGIONAL, { ...RULES.internal, serviceLabel: 'web' })).toMatchObject({
      serviceLabel: 'web',
      serviceName: 'web.r.il4.us-east1.lb.p1.internal',
    });
  });

  test('a subnetwork brings its network', () => {
    const project = projectWithTargets();
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const body = { name: 's', network: 'global/networks/n', ipCidrRange: '10.9.0.0/24' };
    project.make('POST', `${REGION}/subnetworks`, body);
    expect(stored(REGIONAL, { ...RULES.internal, subnetwork: `${REGION}/subnetworks/s` }, project)).toMatchObject({
      network: `${LINK}global/networks/n`,
      IPAddress: '10.9.0.2',
    });
    expect(project.refusal('POST', REGIONAL, { ...RULES.internal, name: 'q', network: 'global/networks/n' })).toBe(
      "400 Invalid value for field 'resource.subnetwork': ''. A subnetwork must be specified for a network that is in custom subnet mode.",
    );
  });
});

describe('changing a forwarding rule', () => {
  test.each(['IPAddress', 'IPProtocol', 'portRange', 'network'])('%s stays as it is', (field) => {
    const project = projectWithTargets();
    stored(GLOBAL, RULES.mesh, project);
    const other = { IPAddress: '198.51.100.7', IPProtocol: 'UDP', portRange: '81', network: 'global/networks/n' }[
      field
    ];
    project.make('POST', 'global/networks', { name: 'n' });
    expect(project.refusal('PATCH', `${GLOBAL}/r`, { [field]: other })).toMatch(/^400 /);
  });

  test('setTarget moves it to another target', () => {
    const project = projectWithTargets();
    stored(GLOBAL, RULES.classic, project);
    const other = 'global/targetTcpProxies/t';
    expect(project.finish('POST', `${GLOBAL}/r/setTarget`, { target: other })['operationType']).toBe('SetTarget');
    expect(project.get(`${GLOBAL}/r`)['target']).toBe(LINK + other);
    expect(project.refusal('POST', `${GLOBAL}/r/setTarget`, {})).toBe(
      "400 Required field 'resource.target' not specified",
    );
    expect(project.refusal('POST', `${GLOBAL}/r/setTarget`, { target: `${REGION}/targetPools/t` })).toContain(
      'Invalid target type TARGET_POOL for forwarding rule in scope GLOBAL',
    );
  });

  test('labels come with setLabels, which is done at once, and not with an insert', () => {
    const project = projectWithTargets();
    const { labelFingerprint, labels } = stored(GLOBAL, { ...RULES.classic, labels: { l: 'v' } }, project);
    expect(labels).toBeUndefined();
    const operation = project.begin('POST', `${GLOBAL}/r/setLabels`, { labels: { l: 'v' }, labelFingerprint });
    expect(operation['status']).toBe('DONE');
    expect(project.get(`${GLOBAL}/r`)['labels']).toEqual({ l: 'v' });
  });

  test('global access can be changed where packets pass through, and not where a proxy stands between', () => {
    const project = withProxySubnetwork(projectWithTargets());
    stored(REGIONAL, RULES.internal, project);
    project.make('PATCH', `${REGIONAL}/r`, { allowGlobalAccess: true });
    expect(project.get(`${REGIONAL}/r`)['allowGlobalAccess']).toBe(true);
    project.make('POST', REGIONAL, { ...RULES.internalManaged, name: 'q' });
    expect(project.refusal('PATCH', `${REGIONAL}/q`, { allowGlobalAccess: true })).toContain(
      "'resource.allowGlobalAccess'",
    );
  });
});

test('a rule has 64 source ranges at most', () => {
  const sourceIpRanges = Array.from({ length: 65 }, (_, index) => `198.51.100.${index}/32`);
  const project = projectWithTargets();
  expect(project.refusal('POST', REGIONAL, { ...RULES.external, sourceIpRanges })).toContain(
    "'resource.sourceIpRanges'",
  );
  stored(REGIONAL, { ...RULES.external, sourceIpRanges: sourceIpRanges.slice(1) }, project);
});

test.each([
  ['target_http_proxy', GLOBAL, RULES.classic, RULES.classic.target],
  ['backend_service', REGIONAL, RULES.internal, RULES.internal.backendService],
  ['target_pool', REGIONAL, RULES.pool, RULES.pool.target],
])('a %s cannot be deleted while a rule sends requests to it', (kind, collection, rule, target) => {
  const project = projectWithTargets();
  stored(collection, rule, project);
  expect(project.refused('DELETE', target)).toEqual({
    status: 400,
    reason: 'resourceInUseByAnotherResource',
    message: `The ${kind} resource 'projects/p1/${target}' is already being used by 'projects/p1/${collection}/r'`,
  });
  project.make('DELETE', `${collection}/r`);
  project.make('DELETE', target);
});

describe('an endpoint of Private Service Connect', () => {
  const ENDPOINT = { name: 'e', target: 'all-apis', network: 'global/networks/default', IPAddress: '10.3.0.5' };
  const withAddress = () => {
    const project = projectWithTargets();
    const address = { name: 'psc', addressType: 'INTERNAL', purpose: 'PRIVATE_SERVICE_CONNECT', address: '10.3.0.5' };
    project.make('POST', 'global/addresses', { ...address, network: 'global/networks/default' });
    return project;
  };

  test('for a bundle of services is a rule without a scheme or ports', () => {
    const project = withAddress();
    project.make('POST', GLOBAL, ENDPOINT);
    const rule = project.get(`${GLOBAL}/e`);
    expect(rule).toMatchObject({
      IPAddress: '10.3.0.5',
      network,
      pscConnectionId: expect.stringMatching(/^\d+$/),
      IPProtocol: 'TCP',
      serviceDirectoryRegistrations: [{ namespace: 'goog-psc-default' }],
      target: 'all-apis',
    });
    for (const field of ['loadBalancingScheme', 'portRange', 'fingerprint', 'pscConnectionStatus'])
      expect(rule).not.toHaveProperty(field);
  });

  test('has no labels', () => {
    expect(withAddress().refusal('POST', GLOBAL, { ...ENDPOINT, labels: { l: 'v' } })).toBe(
      "400 Invalid value for field 'resource.labels': ''. Invalid field set in Private Service Connect Forwarding Rule. This field should not be set.",
    );
  });
});

test('the scheme of a forwarding rule changes when its migration is that far, and not before', () => {
  const project = testProject();
  project.make('POST', 'global/backendServices', { name: 'http', loadBalancingScheme: 'EXTERNAL' });
  project.make('POST', 'global/urlMaps', { name: 'u', defaultService: 'global/backendServices/http' });
  project.make('POST', 'global/targetHttpProxies', { name: 'p', urlMap: 'global/urlMaps/u' });
  const rule = { name: 'f', loadBalancingScheme: 'EXTERNAL', target: 'global/targetHttpProxies/p', portRange: '80' };
  project.make('POST', 'global/forwardingRules', rule);
  const managed = { loadBalancingScheme: 'EXTERNAL_MANAGED' };
  expect(project.refusal('PATCH', 'global/forwardingRules/f', managed)).toContain('set to TEST_ALL_TRAFFIC');
  const externalManagedBackendBucketMigrationState = 'TEST_ALL_TRAFFIC';
  project.make('PATCH', 'global/forwardingRules/f', { externalManagedBackendBucketMigrationState });
  project.make('PATCH', 'global/forwardingRules/f', managed);
  expect(project.get('global/forwardingRules/f')).toMatchObject(managed);
});
