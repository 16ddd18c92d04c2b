import { expect, test } from 'vitest';
import { instance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';

const CHECKS = 'global/healthChecks';
const BODY = { name: 'h', type: 'TCP', tcpHealthCheck: { port: 80 } };

const told = (project: TestProject, method: string, path: string, body: object): string | undefined => {
  const { headers, status } = project.send(method, path, body);
  expect(status).toBe(200);
  return headers?.['x-gcepool-ignored'];
};

test('what only the service sets is told when an insert sends it', () => {
  const sent = { ...BODY, id: '7', selfLink: 'x', creationTimestamp: '2020-01-01T00:00:00Z', region: null };
  expect(told(testProject(), 'POST', CHECKS, sent)).toBe('resource.id, resource.selfLink, resource.creationTimestamp');
});

test('what goes without saying is not told', () => {
  const project = testProject();
  expect(told(project, 'POST', CHECKS, { ...BODY, kind: 'compute#healthCheck' })).toBeUndefined();
  const disk = { name: 'd', sizeGb: '10', zone: `projects/p1/${ZONE}`, users: [] };
  expect(told(project, 'POST', `${ZONE}/disks`, disk)).toBeUndefined();
  expect(told(project, 'POST', `${ZONE}/disks`, { ...disk, name: 'e', zone: 'zones/us-central1-f' })).toBe(
    'resource.zone',
  );
});

test.each(['PUT', 'PATCH'])('%s of what was read tells of nothing but what was changed', (method) => {
  const project = testProject();
  project.make('POST', CHECKS, BODY);
  const read = project.get(`${CHECKS}/h`);
  expect(told(project, method, `${CHECKS}/h`, { ...read, checkIntervalSec: 9 })).toBeUndefined();
  project.get(`${CHECKS}/h`);
  expect(told(project, method, `${CHECKS}/h`, { ...read, id: '7' })).toBe('resource.id');
});

test('a part of what was read may be sent back alone', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/instances`, instance('i'));
  const path = `${ZONE}/instances/i`;
  const [nic] = Object(project.get(path))['networkInterfaces'];
  const change = `${path}/updateNetworkInterface?networkInterface=nic0`;
  expect(told(project, 'PATCH', change, { ...nic, aliasIpRanges: [] })).toBeUndefined();
  project.get(path);
  const { fingerprint } = Object(project.get(path))['networkInterfaces'][0];
  expect(told(project, 'PATCH', change, { ...nic, fingerprint, name: 'nic7' })).toBe('resource.name');
});

test('a strict simulator tells of it as well, and takes it', () => {
  expect(told(testProject({ strict: true }), 'POST', CHECKS, { ...BODY, id: '7' })).toBe('resource.id');
});
