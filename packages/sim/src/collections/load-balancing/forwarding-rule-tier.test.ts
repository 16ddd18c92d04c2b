import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const HERE = 'regions/us-central1';
const group = (zone: string): string => `zones/${zone}/instanceGroups/g`;

test('a rule of the Standard tier has all its backends in its region, behind a service, a map or a proxy', () => {
  const project = testProject();
  for (const zone of ['us-central1-a', 'us-east1-b'])
    project.make('POST', `zones/${zone}/instanceGroups`, { name: 'g' });
  project.make('POST', 'global/healthChecks', { name: 'h', type: 'TCP' });
  for (const [name, protocol] of [
    ['http', 'HTTP'],
    ['tcp', 'TCP'],
  ]) {
    project.make('POST', 'global/backendServices', {
      name,
      protocol,
      healthChecks: ['global/healthChecks/h'],
      backends: [{ group: group('us-east1-b') }],
    });
  }
  project.make('POST', 'global/urlMaps', { name: 'm', defaultService: 'global/backendServices/http' });
  project.make('POST', 'global/targetHttpProxies', { name: 'p', urlMap: 'global/urlMaps/m' });
  project.make('POST', 'global/targetTcpProxies', { name: 'p', service: 'global/backendServices/tcp' });
  const rule = { networkTier: 'STANDARD', loadBalancingScheme: 'EXTERNAL', portRange: '80' };
  for (const collection of ['targetHttpProxies', 'targetTcpProxies']) {
    const sent = { ...rule, name: collection.toLowerCase(), target: `global/${collection}/p` };
    expect(project.refused('POST', `${HERE}/forwardingRules`, sent)).toEqual({
      status: 400,
      reason: 'badRequest',
      message:
        'All the backends of the BackendService must be in the same region as the forwarding rule since the forwarding rule is in STANDARD network tier.',
    });
    project.make('POST', 'regions/us-east1/forwardingRules', sent);
  }
  for (const name of ['http', 'tcp']) {
    project.make('PATCH', `global/backendServices/${name}`, { backends: [{ group: group('us-central1-a') }] });
  }
  project.make('POST', `${HERE}/forwardingRules`, { ...rule, name: 'r', target: 'global/targetTcpProxies/p' });
});
