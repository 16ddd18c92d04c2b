import { describe, expect, test } from 'vitest';
import { projectWithManager, ZONE as EAST } from '../../test/machines.ts';
import { instanceNamed, ZONE } from '../../test/populated-project.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';
import { asArray, asObject } from '../kernel/json.ts';

const GROUP = `${ZONE}/networkEndpointGroups/g`;
const POLICY = 'global/securityPolicies/p';
const match = { versionedExpr: 'SRC_IPS_V1', config: { srcIpRanges: ['10.0.0.0/8'] } };
const FIREWALL_RULE = {
  action: 'deny',
  direction: 'INGRESS',
  match: { srcIpRanges: ['10.0.0.0/8'], layer4Configs: [{ ipProtocol: 'tcp' }] },
};

/** A group with endpoints on `i`, on which no operation is at work; and an instance `j`. */
function withGroup(): TestProject {
  const project = testProject();
  for (const name of ['i', 'j']) project.make('POST', `${ZONE}/instances`, instanceNamed(name));
  project.make('POST', `${ZONE}/networkEndpointGroups`, { name: 'g', defaultPort: 80 });
  project.make('POST', `${GROUP}/attachNetworkEndpoints`, endpoint('i'));
  return project;
}

const endpoint = (instance: string): object => ({ networkEndpoints: [{ instance }] });
const endpointsOf = (project: TestProject): unknown[] => {
  const { body } = project.send('POST', `${GROUP}/listNetworkEndpoints`, {});
  return asArray(body?.['items']).map((item) => asObject(asObject(item)['networkEndpoint'])['instance']);
};

describe('methods that wait for one another', () => {
  test('attaching and detaching endpoints of one group: both go through, in order', () => {
    const project = withGroup();
    const attach = project.begin('POST', `${GROUP}/attachNetworkEndpoints`, endpoint('j'));
    const detach = project.begin('POST', `${GROUP}/detachNetworkEndpoints`, endpoint('i'));
    expect([attach['status'], detach['status']]).toEqual(['RUNNING', 'RUNNING']);
    expect(endpointsOf(project)).toEqual(['j']);
    expect(project.get(GROUP)['size']).toBe(1);
    project.make('DELETE', GROUP);
  });

  test('see what those before them are about to do', () => {
    const project = withGroup();
    project.begin('POST', `${GROUP}/detachNetworkEndpoints`, endpoint('i'));
    expect(project.refused('POST', `${GROUP}/detachNetworkEndpoints`, endpoint('i')).reason).toBe('invalid');
  });

  test.each([
    ['global/securityPolicies/p', { action: 'allow', match }],
    ['global/firewallPolicies/p', FIREWALL_RULE],
  ])('adding rules to %s', (path, rule) => {
    const project = testProject();
    project.make('POST', path.replace(/\/p$/, ''), { name: 'p' });
    for (const priority of [1, 2, 3]) project.begin('POST', `${path}/addRule`, { ...rule, priority });
    expect(project.refused('POST', `${path}/addRule`, { ...rule, priority: 2 }).reason).toBe('invalid');
    const priorities = asArray(project.get(path)['rules']).map((item) => asObject(item)['priority']);
    expect(priorities.slice(0, 3)).toEqual([1, 2, 3]);
  });

  test('end when those before them have ended', () => {
    const project = testProject({ clock: 'manual' });
    const settle = (): void => project.simulator.clock.advance(600_000);
    for (const name of ['i', 'j']) project.begin('POST', `${ZONE}/instances`, instanceNamed(name));
    project.begin('POST', `${ZONE}/networkEndpointGroups`, { name: 'g', defaultPort: 80 });
    settle();
    project.begin('POST', `${GROUP}/attachNetworkEndpoints`, endpoint('i'));
    project.begin('POST', `${GROUP}/attachNetworkEndpoints`, endpoint('j'));
    project.begin('POST', `${GROUP}/detachNetworkEndpoints`, endpoint('i'));
    expect(endpointsOf(project)).toEqual([]);
    expect(project.refused('DELETE', GROUP).reason).toBe('resourceNotReady');
    settle();
    expect(endpointsOf(project)).toEqual(['j']);
    project.begin('DELETE', GROUP);
  });
});

test('what waits for that which makes something finds it there, and it counts once', () => {
  const project = projectWithManager({ targetSize: 0 });
  project.simulator.quotas.set({ project: 'p1', region: 'us-east1', metric: 'INSTANCES', limit: 2 });
  const manager = `${EAST}/instanceGroupManagers/m`;
  project.begin('POST', `${manager}/createInstances`, { instances: [{ name: 'v' }] });
  const perInstanceConfigs = [{ name: 'v', preservedState: { metadata: { a: '1' } } }];
  project.begin('POST', `${manager}/updatePerInstanceConfigs`, { perInstanceConfigs });
  project.begin('POST', `${manager}/applyUpdatesToInstances`, { instances: [`${EAST}/instances/v`] });
  project.begin('POST', `${manager}/createInstances`, { instances: [{ name: 'w' }] });
  expect(project.refused('POST', `${manager}/createInstances`, { instances: [{ name: 'x' }] }).reason).toBe(
    'quotaExceeded',
  );
  expect(project.names(`${EAST}/instances`)).toEqual(['v', 'w']);
  const { items } = asObject(project.get(`${EAST}/instances/v`)['metadata']);
  expect(items).toContainEqual({ key: 'a', value: '1' });
});

test('what is being made, or removed, is waited for by nobody', () => {
  const project = testProject();
  project.begin('POST', 'global/securityPolicies', { name: 'p' });
  const rule = { action: 'allow', match, priority: 1 };
  expect(project.refused('POST', `${POLICY}/addRule`, rule).reason).toBe('resourceNotReady');
  project.get(POLICY);
  project.begin('DELETE', POLICY);
  expect(project.refused('POST', `${POLICY}/addRule`, rule).reason).toBe('resourceNotReady');
});

test('all other methods are refused meanwhile', () => {
  const project = withGroup();
  project.begin('POST', `${GROUP}/attachNetworkEndpoints`, endpoint('j'));
  expect(project.refused('DELETE', GROUP).reason).toBe('resourceNotReady');
});
