import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const NETWORKS = 'global/networks';
const LINK = 'https://www.googleapis.com/compute/v1/projects/p1';

function projectWithNetwork(body: object = {}) {
  const project = testProject();
  project.finish('POST', NETWORKS, { name: 'n', autoCreateSubnetworks: false, ...body });
  return project;
}

describe('networks', () => {
  test('show their defaults', () => {
    expect(projectWithNetwork().get(`${NETWORKS}/n`)).toMatchObject({
      autoCreateSubnetworks: false,
      networkFirewallPolicyEnforcementOrder: 'AFTER_CLASSIC_FIREWALL',
      routingConfig: { routingMode: 'REGIONAL', bgpBestPathSelectionMode: 'LEGACY' },
    });
  });

  test('in auto mode bring a subnetwork in every region, and take them away with them', () => {
    const project = testProject();
    project.finish('POST', NETWORKS, { name: 'auto', autoCreateSubnetworks: true });
    const subnetwork = 'regions/europe-west1/subnetworks/auto';
    expect(project.get(subnetwork)).toMatchObject({
      ipCidrRange: '10.132.0.0/20',
      network: `${LINK}/${NETWORKS}/auto`,
    });
    expect(project.get(`${NETWORKS}/auto`)['subnetworks']).toContain(`${LINK}/${subnetwork}`);
    expect(project.finish('DELETE', `${NETWORKS}/auto`)).not.toHaveProperty('error');
    expect(project.send('GET', subnetwork).status).toBe(404);
  });

  test('get a unique local range with ULA, and do not say so without', () => {
    const project = projectWithNetwork({ enableUlaInternalIpv6: true });
    expect(project.get(`${NETWORKS}/n`)['internalIpv6Range']).toMatch(
      /^fd20:[0-9a-f]{1,3}:[0-9a-f]{1,4}:0:0:0:0:0\/48$/,
    );
    expect(projectWithNetwork({ enableUlaInternalIpv6: false }).get(`${NETWORKS}/n`)).not.toHaveProperty(
      'enableUlaInternalIpv6',
    );
  });

  test('may ask for their unique local range, which no other has', () => {
    const body = { enableUlaInternalIpv6: true, internalIpv6Range: 'fd20:1:2:0:0:0:0:0/48' };
    const project = projectWithNetwork(body);
    expect(project.get(`${NETWORKS}/n`)).toMatchObject(body);
    const again = { name: 'm', autoCreateSubnetworks: false, ...body };
    expect(project.finish('POST', NETWORKS, again)).toMatchObject({ httpErrorStatusCode: 409 });
    for (const internalIpv6Range of ['fd21:1:2::/48', 'fd20:1000:2::/48', 'fd20:1:2::/64', 'x']) {
      expect(project.refusal('POST', NETWORKS, { ...again, internalIpv6Range })).toContain('within fd20::/20');
    }
    expect(project.refusal('POST', NETWORKS, { ...again, enableUlaInternalIpv6: false })).toContain(
      "'resource.internalIpv6Range'",
    );
  });

  test.each([
    ['fd20:1::/48', 'fd20:1:0:0:0:0:0:0/48'],
    ['fd20::/48', 'fd20:0:0:0:0:0:0:0/48'],
    ['FD20:0ABC:00d:0::/48', 'fd20:abc:d:0:0:0:0:0/48'],
  ])('have the unique local range %s as %s, which no other has in any spelling', (sent, shown) => {
    const project = projectWithNetwork({ enableUlaInternalIpv6: true, internalIpv6Range: sent });
    expect(project.get(`${NETWORKS}/n`)['internalIpv6Range']).toBe(shown);
    for (const internalIpv6Range of [sent, shown]) {
      const again = { name: 'm', autoCreateSubnetworks: false, enableUlaInternalIpv6: true, internalIpv6Range };
      expect(project.finish('POST', NETWORKS, again)).toMatchObject({ httpErrorStatusCode: 409 });
    }
  });

  test.each([
    'fd20:1:2/48',
    'fd20:1:2:0:0:0:0:0:0:0:0/48',
    'fd20:1:2:1::/48',
    'fd20:1::2::/48',
    'fd20:1:2::0.0.0.0/48',
  ])('cannot have %s as their unique local range', (internalIpv6Range) => {
    const body = { name: 'n', autoCreateSubnetworks: false, enableUlaInternalIpv6: true, internalIpv6Range };
    expect(testProject().refusal('POST', NETWORKS, body)).toContain('within fd20::/20');
  });

  test('with a range of their own are legacy ones: without subnetworks', () => {
    const project = testProject();
    project.make('POST', NETWORKS, { name: 'l', IPv4Range: '10.30.0.0/16' });
    expect(project.get(`${NETWORKS}/l`)).toMatchObject({ IPv4Range: '10.30.0.0/16', gatewayIPv4: '10.30.0.1' });
    expect(project.get(`${NETWORKS}/l`)).not.toHaveProperty('autoCreateSubnetworks');
    expect(project.get(`${NETWORKS}/l`)).not.toHaveProperty('subnetworks');
    const both = { name: 'm', IPv4Range: '10.30.0.0/16', autoCreateSubnetworks: true };
    expect(project.refusal('POST', NETWORKS, both)).toContain("'resource.IPv4Range'");
    expect(project.refusal('POST', NETWORKS, { name: 'm', IPv4Range: '10.30.0.1/16' })).toContain('CIDR');
  });

  test.each([
    ['bgpAlwaysCompareMed', true],
    ['bgpAlwaysCompareMed', false],
    ['bgpInterRegionCost', 'ADD_COST_TO_MED'],
  ])('compare routes by %s only where the algorithm is STANDARD', (field, value) => {
    const routingConfig = { [field]: value };
    const body = { name: 'm', autoCreateSubnetworks: false };
    expect(testProject().refusal('POST', NETWORKS, { ...body, routingConfig })).toContain(
      'is not supported for LEGACY BGP Best Path Selection algorithm.',
    );
    const standard = { ...routingConfig, bgpBestPathSelectionMode: 'STANDARD' };
    expect(projectWithNetwork({ routingConfig: standard }).get(`${NETWORKS}/n`)['routingConfig']).toMatchObject(
      standard,
    );
  });

  test('return to the LEGACY algorithm without what only the other one looks at', () => {
    const routingConfig = { bgpBestPathSelectionMode: 'STANDARD', bgpAlwaysCompareMed: false };
    const project = projectWithNetwork({ routingConfig });
    const legacy = { bgpBestPathSelectionMode: 'LEGACY' };
    expect(project.refusal('PATCH', `${NETWORKS}/n`, { routingConfig: legacy })).toContain('bgp_always_compare_med');
    project.make('PATCH', `${NETWORKS}/n`, { routingConfig: { ...legacy, bgpAlwaysCompareMed: null } });
    expect(project.get(`${NETWORKS}/n`)['routingConfig']).toMatchObject(legacy);
  });

  test('name the operation of a patch after what it changes', () => {
    const project = projectWithNetwork();
    const routing = project.finish('PATCH', `${NETWORKS}/n`, { routingConfig: { routingMode: 'GLOBAL' } });
    expect(routing['operationType']).toBe('compute.networks.patch');
    const ula = project.finish('PATCH', `${NETWORKS}/n`, { enableUlaInternalIpv6: true });
    expect(ula['operationType']).toBe('updateNetwork');
  });

  test('in use are refused by an operation that fails', () => {
    const project = projectWithNetwork();
    project.finish('POST', 'global/firewalls', {
      name: 'f',
      network: 'global/networks/n',
      allowed: [{ IPProtocol: 'tcp' }],
    });
    expect(project.finish('DELETE', `${NETWORKS}/n`)).toMatchObject({
      httpErrorStatusCode: 400,
      error: {
        errors: [
          {
            code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE',
            message: `The network resource 'projects/p1/${NETWORKS}/n' is already being used by 'projects/p1/global/firewalls/f'`,
          },
        ],
      },
    });
  });

  test('refuse an MTU that no network can have', () => {
    expect(testProject().refusal('POST', NETWORKS, { name: 'n', mtu: 1200 })).toMatch(
      /^400 Invalid value .*'resource.mtu'/,
    );
  });

  test('switch from auto to custom mode, and never back', () => {
    const project = testProject();
    project.finish('POST', `${NETWORKS}/default/switchToCustomMode`);
    expect(project.get(`${NETWORKS}/default`)['autoCreateSubnetworks']).toBe(false);
    expect(project.refusal('POST', `${NETWORKS}/default/switchToCustomMode`)).toMatch(/^400 /);
    expect(project.refusal('PATCH', `${NETWORKS}/default`, { autoCreateSubnetworks: true })).toMatch(/^400 /);
  });
});

describe('the default network', () => {
  test('has the four firewalls that real ones start with, and they keep it from being deleted', () => {
    const project = testProject();
    expect(project.list('global/firewalls').map(({ name }) => name)).toEqual([
      'default-allow-icmp',
      'default-allow-internal',
      'default-allow-rdp',
      'default-allow-ssh',
    ]);
    expect(project.finish('DELETE', `${NETWORKS}/default`)['error']).toBeDefined();
  });
});

describe('effective firewalls', () => {
  test('are those of the network and of the policies associated with it', () => {
    const project = projectWithNetwork();
    project.finish('POST', 'global/firewalls', {
      name: 'f',
      network: 'global/networks/n',
      denied: [{ IPProtocol: 'all' }],
    });
    project.finish('POST', 'global/firewallPolicies', { name: 'policy' });
    project.finish('POST', 'global/firewallPolicies/policy/addAssociation', {
      name: 'a',
      attachmentTarget: 'global/networks/n',
    });
    project.finish('POST', 'regions/us-east1/firewallPolicies', { name: 'regional' });
    const association = { name: 'a', attachmentTarget: 'global/networks/n' };
    project.finish('POST', 'regions/us-east1/firewallPolicies/regional/addAssociation', association);
    expect(project.get(`${NETWORKS}/n/getEffectiveFirewalls`)).toMatchObject({
      firewalls: [{ name: 'f' }],
      firewallPolicys: [{ name: 'policy', type: 'NETWORK' }],
    });
    expect(project.get(`${NETWORKS}/n`)['firewallPolicy']).toBe(`${LINK}/global/firewallPolicies/policy`);
    const regional = 'regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=global/networks/n';
    expect(project.get(regional)).toMatchObject({
      firewallPolicys: [
        { name: 'policy', type: 'NETWORK' },
        { name: 'regional', type: 'NETWORK_REGIONAL' },
      ],
    });
  });

  test('show no policy that only has rules for them', () => {
    const project = projectWithNetwork();
    project.finish('POST', 'global/firewallPolicies', { name: 'policy' });
    project.finish('POST', 'global/firewallPolicies/policy/addRule', {
      priority: 1,
      action: 'deny',
      direction: 'INGRESS',
      match: { srcIpRanges: ['10.0.0.0/8'], layer4Configs: [{ ipProtocol: 'all' }] },
      targetResources: ['global/networks/n'],
    });
    expect(project.get(`${NETWORKS}/n`)).not.toHaveProperty('firewallPolicy');
  });
});
