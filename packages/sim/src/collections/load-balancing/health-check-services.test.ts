import { expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';
import type { TestProject } from '../../../test/test-project.ts';

const REGION = 'regions/us-east1';
const SERVICES = `${REGION}/healthCheckServices`;
const CHECK = `${REGION}/healthChecks/c`;
const named = { type: 'HTTP', httpHealthCheck: { portSpecification: 'USE_NAMED_PORT', portName: 'http' } };

function prepared(): TestProject {
  const project = testProject();
  project.make('POST', `${REGION}/healthChecks`, { name: 'c', type: 'TCP', tcpHealthCheck: { port: 80 } });
  project.make('POST', `${REGION}/healthChecks`, { name: 'n', ...named });
  project.make('POST', 'global/healthChecks', { name: 'g', type: 'TCP' });
  project.make('POST', 'zones/us-west1-a/networkEndpointGroups', { name: 'far' });
  return project;
}

test('a health check service aggregates nothing unless told to, and keeps its checks', () => {
  const project = prepared();
  project.make('POST', SERVICES, { name: 's', healthChecks: [CHECK] });
  expect(project.get(`${SERVICES}/s`)).toMatchObject({
    healthStatusAggregationPolicy: 'NO_AGGREGATION',
    healthChecks: [`https://www.googleapis.com/compute/v1/projects/p1/${CHECK}`],
  });
  expect(project.refusal('DELETE', CHECK)).toContain(`is already being used by 'projects/p1/${SERVICES}/s'`);
});

test.each([
  [{}, "'resource.healthChecks'"],
  [{ healthChecks: [`${REGION}/healthChecks/none`] }, '404 The resource'],
  [{ healthChecks: ['global/healthChecks/g'] }, "'resource.healthChecks[0]'"],
  [{ healthChecks: [`${REGION}/healthChecks/n`] }, 'portSpecification'],
  [{ healthChecks: Array.from({ length: 11 }, () => CHECK) }, 'At most 10 can be specified.'],
  [
    { healthChecks: [CHECK], networkEndpointGroups: ['zones/us-west1-a/networkEndpointGroups/far'] },
    "It must be in region 'us-east1'.",
  ],
])('a health check service is not %j', (body, message) => {
  expect(prepared().refusal('POST', SERVICES, { name: 's', ...body })).toContain(message);
});

const ENDPOINTS = `${REGION}/notificationEndpoints`;
const settings = (more: object): object => ({ name: 'e', grpcSettings: { endpoint: 'watch.example.com', ...more } });

test('a notification is tried again for half a minute', () => {
  const project = testProject();
  project.make('POST', ENDPOINTS, settings({ resendInterval: { seconds: '600' } }));
  expect(project.get(`${ENDPOINTS}/e`)).toMatchObject({ grpcSettings: { retryDurationSec: 30 } });
});

test.each([
  [{ endpoint: '' }, "Required field 'resource.grpcSettings.endpoint'"],
  [{ retryDurationSec: 1201 }, "'resource.grpcSettings.retryDurationSec': '1201'"],
  [{ resendInterval: { seconds: '599' } }, "'resource.grpcSettings.resendInterval.seconds': '599'"],
  [{ resendInterval: { seconds: '600', nanos: 1 } }, 'Nanos are disallowed.'],
])('a notification endpoint is not %j', (more, message) => {
  expect(testProject().refusal('POST', ENDPOINTS, settings(more))).toContain(message);
});
