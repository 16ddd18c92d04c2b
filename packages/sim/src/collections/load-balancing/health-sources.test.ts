import { expect, test } from 'vitest';
import { instanceNamed, ZONE } from '../../../test/populated-project.ts';
import { testProject } from '../../../test/test-project.ts';

const REGION = `regions/${ZONE.replace(/^zones\/(.*)-.$/, '$1')}`;

test('a source is healthy as its policy says, and a composite check if all of its sources are', () => {
  const project = testProject();
  const { clock, health } = project.simulator;
  project.make('POST', `${ZONE}/instanceGroups`, { name: 'g' });
  for (const name of ['i', 'j']) {
    project.make('POST', `${ZONE}/instances`, instanceNamed(name));
    const instances = [{ instance: `${ZONE}/instances/${name}` }];
    project.make('POST', `${ZONE}/instanceGroups/g/addInstances`, { instances });
  }
  project.make('POST', `${REGION}/healthChecks`, { name: 'c', type: 'TCP', tcpHealthCheck: { port: 80 } });
  const service = {
    name: 'b',
    loadBalancingScheme: 'INTERNAL',
    protocol: 'TCP',
    healthChecks: [`${REGION}/healthChecks/c`],
    backends: [{ group: `${ZONE}/instanceGroups/g`, balancingMode: 'CONNECTION' }],
  };
  project.make('POST', `${REGION}/backendServices`, service);
  const policy = { name: 'p', policyType: 'BACKEND_SERVICE_POLICY', healthyPercentThreshold: 60 };
  project.make('POST', `${REGION}/healthAggregationPolicies`, policy);
  project.make('POST', `${REGION}/healthSources`, {
    name: 's',
    sourceType: 'BACKEND_SERVICE',
    sources: [`${REGION}/backendServices/b`],
    healthAggregationPolicy: `${REGION}/healthAggregationPolicies/p`,
  });
  const rule = { name: 'f', loadBalancingScheme: 'INTERNAL', network: 'global/networks/default', ports: ['80'] };
  project.make('POST', `${REGION}/forwardingRules`, { ...rule, backendService: `${REGION}/backendServices/b` });
  project.make('POST', `${REGION}/compositeHealthChecks`, {
    name: 'k',
    healthSources: [`${REGION}/healthSources/s`],
    healthDestination: `${REGION}/forwardingRules/f`,
  });
  const source = (): unknown => project.get(`${REGION}/healthSources/s/getHealth`);
  const composite = (): unknown => project.get(`${REGION}/compositeHealthChecks/k/getHealth`);
  expect(source()).toMatchObject({
    kind: 'compute#healthSourceHealth',
    healthState: 'HEALTHY',
    sources: [{ backends: [{ endpointCount: 2, healthyEndpointCount: 2 }] }],
  });
  expect(composite()).toMatchObject({ healthState: 'HEALTHY', healthSources: [{ healthState: 'HEALTHY' }] });
  health.set({ instance: `projects/p1/${ZONE}/instances/i`, behaviour: 'down' });
  clock.advance(60_000);
  expect(source()).toMatchObject({ healthState: 'UNHEALTHY', sources: [{ backends: [{ healthyEndpointCount: 1 }] }] });
  expect(composite()).toMatchObject({ healthState: 'UNHEALTHY' });
  project.make('PATCH', `${REGION}/healthAggregationPolicies/p`, {
    healthyPercentThreshold: 50,
    fingerprint: project.get(`${REGION}/healthAggregationPolicies/p`)['fingerprint'],
  });
  expect(composite()).toMatchObject({ healthState: 'HEALTHY' });
});
