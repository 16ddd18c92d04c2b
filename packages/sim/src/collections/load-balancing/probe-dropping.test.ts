import { expect, test } from 'vitest';
import { ZONE } from '../../../test/machines.ts';
import { GROUP, makeNow, probedGroup, SERVICE } from '../../../test/probed-group.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import { createSimulator } from '../../index.ts';

/** Nothing lets probers in. */
const behindFirewalls = (): TestProject => probedGroup({ health: 'live', firewalls: 'enforced' });

test('network endpoints are behind the firewalls of their instance, and those without one behind none', () => {
  const project = behindFirewalls();
  const health = (type: string, endpoint: object): unknown => {
    const name = type.toLowerCase().replaceAll('_', '-');
    const path = `${ZONE}/networkEndpointGroups/${name}`;
    makeNow(project, 'POST', `${ZONE}/networkEndpointGroups`, { name, networkEndpointType: type });
    makeNow(project, 'POST', `${path}/attachNetworkEndpoints`, { networkEndpoints: [endpoint] });
    const backends = [{ group: path, balancingMode: 'RATE', maxRate: 1 }];
    makeNow(project, 'PATCH', SERVICE, { backends });
    project.simulator.clock.advance(30_000);
    const answer = project.begin('POST', `${SERVICE}/getHealth`, { group: path });
    return asObject(asArray(answer['healthStatus'])[0])['healthState'];
  };
  expect(health('GCE_VM_IP_PORT', { instance: 'i', port: 81 })).toBe('UNHEALTHY');
  expect(health('NON_GCP_PRIVATE_IP_PORT', { ipAddress: '192.0.2.7', port: 81 })).toBe('HEALTHY');
});

test('what is probed from other ranges is not cut off: target pools, and passthrough that faces the internet', () => {
  const project = behindFirewalls();
  const region = 'regions/us-east1';
  const link = { instance: `${ZONE}/instances/i` };
  makeNow(project, 'POST', 'global/httpHealthChecks', { name: 'legacy', port: 8080 });
  makeNow(project, 'POST', `${region}/targetPools`, {
    name: 't',
    instances: [link.instance],
    healthChecks: ['global/httpHealthChecks/legacy'],
  });
  makeNow(project, 'POST', `${region}/forwardingRules`, { name: 'r', target: `${region}/targetPools/t` });
  const check = { type: 'TCP', tcpHealthCheck: { port: 8080 }, unhealthyThreshold: 2 };
  makeNow(project, 'POST', `${region}/healthChecks`, { name: 'c', ...check });
  const stateIn = (path: string, body: object): unknown =>
    asObject(asArray(project.begin('POST', `${path}/getHealth`, body)['healthStatus'])[0])['healthState'];
  const service = (scheme: string): string => {
    const name = scheme.toLowerCase();
    makeNow(project, 'POST', `${region}/backendServices`, {
      name,
      loadBalancingScheme: scheme,
      protocol: 'TCP',
      healthChecks: [`${region}/healthChecks/c`],
      backends: [{ group: GROUP, balancingMode: 'CONNECTION' }],
    });
    return `${region}/backendServices/${name}`;
  };
  makeNow(project, 'PATCH', SERVICE, { backends: [] });
  const [external, internal] = [service('EXTERNAL'), service('INTERNAL')];
  project.simulator.clock.advance(60_000);
  expect(stateIn(`${region}/targetPools/t`, link)).toBe('HEALTHY');
  expect(stateIn(external, { group: GROUP })).toBe('HEALTHY');
  expect(stateIn(internal, { group: GROUP })).toBe('UNHEALTHY');
});

test.each([
  [{ firewalls: 'on' as 'enforced' }, "firewalls must be one of 'ignored', 'enforced'; got 'on'"],
  [{ firewalls: 'enforced' as const }, "set health to 'live'"],
])('options that make no sense are refused: %j', (options, message) => {
  expect(() => createSimulator(options)).toThrow(TypeError);
  expect(() => createSimulator(options)).toThrow(message);
});
