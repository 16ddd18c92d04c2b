import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES, withProxySubnetwork } from '../../../test/load-balancer.ts';

const GLOBAL = 'global/forwardingRules';
const REGIONAL = `${REGION}/forwardingRules`;
const OTHER = 'regions/us-west1/forwardingRules';

describe('the target of a rule', () => {
  test.each([
    [GLOBAL, { name: 'r', portRange: '80' }, "400 Required field 'resource.target' not specified"],
    [
      REGIONAL,
      { ...RULES.internal, target: `${REGION}/targetPools/t` },
      'Only one of target and backendService can be specified.',
    ],
    [
      GLOBAL,
      { ...RULES.classic, target: `${REGION}/targetPools/t` },
      'Invalid target type TARGET_POOL for forwarding rule in scope GLOBAL',
    ],
    [
      GLOBAL,
      { ...RULES.classic, target: `${REGION}/targetHttpProxies/t` },
      'Invalid target type TARGET_HTTP_PROXY for forwarding rule in scope GLOBAL',
    ],
    [REGIONAL, RULES.classic, 'Invalid target type TARGET_HTTP_PROXY for forwarding rule in scope REGION'],
    [OTHER, RULES.pool, "The target must be in region 'us-west1'."],
    [OTHER, RULES.external, "'resource.backendService'"],
    [REGIONAL, { ...RULES.external, loadBalancingScheme: 'INTERNAL' }, 'Its load balancing scheme is EXTERNAL'],
    [GLOBAL, { ...RULES.classic, target: 'global/networks/default' }, "Unexpected resource collection 'networks'."],
    [GLOBAL, { ...RULES.classic, target: 'some-apis' }, "'resource.target': 'some-apis'"],
    [GLOBAL, { name: 'r', target: 'all-apis', IPAddress: '10.200.0.1', loadBalancingScheme: '' }, "'resource.network'"],
    [REGIONAL, RULES.internalManaged, 'An active proxy-only subnetwork is required'],
  ])('is refused: %s with %j', (collection, rule, message) => {
    expect(projectWithTargets().refusal('POST', collection, rule)).toContain(message);
  });

  test('is in the network of its rule', () => {
    const project = projectWithTargets();
    project.make('POST', 'global/networks', { name: 'n' });
    const services = `${REGION}/backendServices`;
    const network = 'global/networks/n';
    project.make('POST', services, { name: 'n', loadBalancingScheme: 'INTERNAL', network });
    const rule = { ...RULES.internal, backendService: `${services}/n` };
    expect(project.refusal('POST', REGIONAL, rule)).toContain(
      'Forwarding rule network projects/p1/global/networks/default must be the same as backend service network projects/p1/global/networks/n.',
    );
    project.make('POST', REGIONAL, { ...rule, network });
  });

  test('may be a global proxy where a rule of a region is of the standard tier', () => {
    const project = projectWithTargets();
    project.make('POST', REGIONAL, { ...RULES.classic, networkTier: 'STANDARD' });
    expect(project.get(`${REGIONAL}/r`)['target']).toContain(RULES.classic.target);
  });

  test('may be a proxy of a region that has a subnetwork for them', () => {
    const project = withProxySubnetwork(projectWithTargets());
    project.make('POST', REGIONAL, RULES.internalManaged);
    project.make('POST', 'global/networks', { name: 'n' });
    const elsewhere = { ...RULES.internalManaged, name: 'q', network: 'global/networks/n' };
    expect(project.refusal('POST', REGIONAL, elsewhere)).toContain('An active proxy-only subnetwork is required');
  });
});

describe('the protocol of a rule', () => {
  test.each([
    ['TCP', 'UDP', false],
    ['UDP', 'TCP', false],
    ['UDP', 'UDP', true],
    ['TCP', 'L3_DEFAULT', false],
    ['UNSPECIFIED', 'TCP', true],
    ['UNSPECIFIED', 'L3_DEFAULT', true],
  ])('of a service of %s may be %s: %s', (protocol, IPProtocol, isTaken) => {
    const project = projectWithTargets();
    const path = `${REGION}/backendServices`;
    project.make('POST', path, { name: 'x', loadBalancingScheme: 'EXTERNAL', protocol });
    const rule = {
      name: 'r',
      loadBalancingScheme: 'EXTERNAL',
      backendService: `${path}/x`,
      IPProtocol,
      allPorts: true,
    };
    expect(project.send('POST', REGIONAL, rule).status).toBe(isTaken ? 200 : 400);
  });

  test('of a proxy is TCP', () => {
    expect(projectWithTargets().refusal('POST', GLOBAL, { ...RULES.classic, IPProtocol: 'UDP' })).toContain(
      "'resource.IPProtocol': 'UDP'. A rule whose target is a proxy must be of TCP.",
    );
  });
});
