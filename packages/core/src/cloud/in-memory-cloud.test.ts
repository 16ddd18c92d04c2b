import { beforeEach, describe, expect, test } from 'vitest';
import { InMemoryCloud } from './in-memory-cloud.test-support.ts';

let cloud: InMemoryCloud;
const check = { name: 'c', type: 'HTTP', httpHealthCheck: { port: 80 } } as const;
const rate = { balancingMode: 'RATE', maxRatePerInstance: 1 } as const;

beforeEach(async () => {
  cloud = new InMemoryCloud(['a', 'b']);
  await cloud.createHealthCheck(check);
  await cloud.createInstanceGroup({ name: 'g' }, 'a');
});

function service(name: string, backend: object = rate): Parameters<typeof cloud.createBackendService>[0] {
  return {
    name,
    healthChecks: ['global/healthChecks/c'],
    backends: [{ group: cloud.link('zones/a/instanceGroups/g'), ...backend }],
  };
}

describe('the in-memory cloud refuses what GCE refuses', () => {
  test('404 for what is absent', async () => {
    await expect(cloud.getBackendService('x')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.updateBackendService({ name: 'x' })).rejects.toMatchObject({ code: 404 });
    await expect(cloud.deleteBackendService('x')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.getHealthCheck('x')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.updateHealthCheck({ name: 'x' })).rejects.toMatchObject({ code: 404 });
    await expect(cloud.deleteHealthCheck('x')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.getInstanceGroup('g', 'b')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.setNamedPorts('g', 'b', [])).rejects.toMatchObject({ code: 404 });
    await expect(cloud.deleteInstanceGroup('g', 'b')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.listInstances('g', 'b')).rejects.toMatchObject({ code: 404 });
    await expect(cloud.addInstances('g', 'b', ['n1'])).rejects.toMatchObject({ code: 404 });
  });

  test('404 for a reference to what is absent', async () => {
    await expect(
      cloud.createBackendService({ name: 's', healthChecks: ['global/healthChecks/x'] }),
    ).rejects.toMatchObject({ code: 404 });
    await expect(
      cloud.createBackendService({ ...service('s'), backends: [{ group: 'zones/b/instanceGroups/g', ...rate }] }),
    ).rejects.toMatchObject({ code: 404 });
  });

  test('409 for what exists', async () => {
    await cloud.createBackendService(service('s'));
    await expect(cloud.createBackendService(service('s'))).rejects.toMatchObject({ code: 409 });
    await expect(cloud.createHealthCheck(check)).rejects.toMatchObject({ code: 409 });
    await expect(cloud.createInstanceGroup({ name: 'g' }, 'a')).rejects.toMatchObject({ code: 409 });
  });

  test('412 for a stale fingerprint, which every change makes stale', async () => {
    await cloud.createBackendService(service('s'));
    const read = await cloud.getBackendService('s');
    await cloud.updateBackendService({ ...read, description: 'one' });
    await expect(cloud.updateBackendService({ ...read, description: 'two' })).rejects.toMatchObject({ code: 412 });
    const group = await cloud.getInstanceGroup('g', 'a');
    await cloud.setNamedPorts('g', 'a', [], group.fingerprint);
    await expect(cloud.setNamedPorts('g', 'a', [], group.fingerprint)).rejects.toMatchObject({ code: 412 });
  });

  test('400 for deleting what is in use', async () => {
    await cloud.createBackendService(service('s'));
    await expect(cloud.deleteHealthCheck('c')).rejects.toMatchObject({ code: 400, message: /being used by/ });
    await expect(cloud.deleteInstanceGroup('g', 'a')).rejects.toMatchObject({ code: 400, message: /being used by/ });
    await cloud.deleteBackendService('s');
    await cloud.deleteHealthCheck('c');
    await cloud.deleteInstanceGroup('g', 'a');
  });

  test('400 for balancing that does not fit', async () => {
    await cloud.createBackendService(service('s'));
    await expect(cloud.createBackendService(service('t', {}))).rejects.toMatchObject({ code: 400 });
    await expect(cloud.createBackendService(service('t', { balancingMode: 'RATE' }))).rejects.toMatchObject({
      code: 400,
    });
    await cloud.createBackendService(service('t'));
  });

  test('400 for groups twice or without a check', async () => {
    const { backends = [] } = service('s');
    await expect(
      cloud.createBackendService({ ...service('s'), backends: [...backends, ...backends] }),
    ).rejects.toMatchObject({ code: 400 });
    await expect(cloud.createBackendService({ name: 's', backends })).rejects.toMatchObject({ code: 400 });
  });

  test('400 for members that are members, and for strangers', async () => {
    await cloud.addInstances('g', 'a', ['n1']);
    await expect(cloud.addInstances('g', 'a', ['n2', 'n1'])).rejects.toMatchObject({ reason: 'memberAlreadyExists' });
    await expect(cloud.removeInstances('g', 'a', ['n2'])).rejects.toMatchObject({ code: 400 });
    await expect(cloud.listInstances('g', 'a')).resolves.toHaveLength(1);
  });
});

test('it gives copies away and keeps copies', async () => {
  const given = service('s');
  await cloud.createBackendService(given);
  given.description = 'changed after';
  const read = await cloud.getBackendService('s');
  read.description = 'changed too';
  await expect(cloud.getBackendService('s')).resolves.toMatchObject({ description: '' });
});

test('a backend without a mode gets UTILIZATION, as GCE does', async () => {
  await cloud.createBackendService(service('s', {}));
  await expect(cloud.getBackendService('s')).resolves.toMatchObject({ backends: [{ balancingMode: 'UTILIZATION' }] });
});

test('it records calls and refuses on demand', async () => {
  cloud.calls.length = 0;
  cloud.refuse = (call) => (call === 'listZones' ? new Error('no') : undefined);
  await expect(cloud.listZones()).rejects.toThrow('no');
  await cloud.getHealthCheck('c');
  expect(cloud.calls).toEqual(['listZones', 'getHealthCheck c']);
  expect(cloud.mutations).toBe(0);
});
