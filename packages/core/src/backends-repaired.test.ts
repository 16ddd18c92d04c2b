import { beforeEach, describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import type { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { invalid, refusal } from './cloud/refusal.test-support.ts';
import { checkNames, testPool } from './test-pool.test-support.ts';

/* What the pool of 2017 got wrong, each behaviour as it is now. */

let cloud: InMemoryCloud;
let pool: Backends;

beforeEach(() => {
  ({ cloud, pool } = testPool());
});

const refuse = (pattern: RegExp, error: Error): void => {
  cloud.refuse = (call) => (pattern.test(call) ? error : undefined);
};
const forbidden = refusal(403, 'forbidden', 'Required permission is missing');

describe('balancing mode', () => {
  test('only a 400 makes the pool try the next mode', async () => {
    refuse(/^createBackendService/, forbidden);
    await expect(pool.add(80)).rejects.toMatchObject({ code: 403 });
    expect(cloud.calls.filter((call) => call.startsWith('createBackendService'))).toHaveLength(1);
  });

  test('a resource that is not ready is no reason to try another mode', async () => {
    refuse(/^createBackendService/, refusal(400, 'resourceNotReady', 'not ready'));
    await expect(pool.add(80)).rejects.toThrow('not ready');
    expect(cloud.calls.filter((call) => call.startsWith('createBackendService'))).toHaveLength(1);
  });

  test('both modes refused: both messages, and the 400 is not lost', async () => {
    cloud.refuse = (call, body) =>
      call.startsWith('createBackendService')
        ? invalid(JSON.stringify(body).includes('RATE') ? 'no RATE' : 'no UTILIZATION')
        : undefined;
    await expect(pool.add(80)).rejects.toMatchObject({
      code: 400,
      message: expect.stringMatching(/no RATE\nno UTILIZATION/),
    });
  });

  test('a new zone of a RATE cluster is linked in RATE', async () => {
    await pool.sync([80, 81]);
    cloud.zones = ['zone-a', 'zone-b'];
    await pool.sync([80, 81]);
    for (const { backends = [] } of await cloud.listBackendServices()) {
      expect(backends.map(({ balancingMode }) => balancingMode)).toEqual(['RATE', 'RATE']);
    }
  });

  test('a zone whose group others use in UTILIZATION is linked in UTILIZATION', async () => {
    await cloud.createInstanceGroup({ name: 'k8s-ig' }, 'zone-a');
    await cloud.createHealthCheck({ name: 'other', type: 'HTTP' });
    const group = cloud.link('zones/zone-a/instanceGroups/k8s-ig');
    await cloud.createBackendService({
      name: 'other',
      healthChecks: ['global/healthChecks/other'],
      backends: [{ group }],
    });
    await pool.add(80);
    const { backends } = await cloud.getBackendService('k8s-be-80');
    expect(backends).toMatchObject([{ balancingMode: 'UTILIZATION' }]);
  });
});

describe('only 404 means absent', () => {
  test.each(['listBackendServices', 'listHealthChecks', 'listReachableInstanceGroups', 'listZones'])(
    'a failing %s is an error, and nothing is made',
    async (call) => {
      refuse(new RegExp(`^${call}`), forbidden);
      await expect(pool.add(80)).rejects.toBe(forbidden);
      expect(cloud.mutations).toBe(0);
    },
  );
});

/** Lets a rival act just before the first call that matches. */
const meanwhile = (pattern: RegExp, act: () => Promise<void>): { rival: Promise<void> | undefined } => {
  const seen: { rival: Promise<void> | undefined } = { rival: undefined };
  cloud.refuse = (call) => {
    if (!pattern.test(call)) return undefined;
    cloud.refuse = () => undefined;
    seen.rival = act();
    return undefined;
  };
  return seen;
};

const byHand = [
  { name: 'http', port: 8080 },
  { name: 'port80', port: 80 },
];

describe('what somebody else makes meanwhile is adopted', () => {
  test('backend service', async () => {
    const seen = meanwhile(/^createBackendService/, () =>
      cloud.createBackendService({ name: 'k8s-be-80', timeoutSec: 77 }),
    );
    const { outcomes } = await pool.add(80);
    await seen.rival;
    expect(outcomes.find(({ step }) => step.collection === 'backendServices')?.outcome).toBe('adopted');
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({
      timeoutSec: 77,
      portName: 'port80',
      healthChecks: [cloud.link('global/healthChecks/k8s-be-80')],
      backends: [{ balancingMode: 'RATE' }],
    });
  });

  test('health check, with all its settings', async () => {
    const seen = meanwhile(/^createHealthCheck/, () =>
      cloud.createHealthCheck({ name: 'k8s-be-80', type: 'HTTP', checkIntervalSec: 7 }),
    );
    await pool.add(80);
    await seen.rival;
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ checkIntervalSec: 7 });
  });

  test('health check, brought to the right type', async () => {
    const seen = meanwhile(/^createHealthCheck/, () => cloud.createHealthCheck({ name: 'k8s-be-80', type: 'HTTP' }));
    await pool.add({ nodePort: 80, protocol: 'HTTPS' });
    await seen.rival;
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toMatchObject({ type: 'HTTPS' });
  });

  test('group: its named ports are kept and ours are added', async () => {
    const seen = meanwhile(/^createInstanceGroup/, () =>
      cloud.createInstanceGroup({ name: 'k8s-ig', namedPorts: byHand }, 'zone-a'),
    );
    await pool.add(81);
    await seen.rival;
    await expect(cloud.getInstanceGroup('k8s-ig', 'zone-a')).resolves.toMatchObject({
      namedPorts: [...byHand, { name: 'port81', port: 81 }],
    });
  });
});

describe('what somebody else changes meanwhile is kept', () => {
  test('a stale fingerprint of a service: read again, changed again', async () => {
    await pool.add(80);
    const read = await cloud.getBackendService('k8s-be-80');
    const seen = meanwhile(/^patchBackendService/, () => cloud.updateBackendService({ ...read, timeoutSec: 77 }));
    await pool.add({ nodePort: 80, protocol: 'HTTPS' });
    await seen.rival;
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({ protocol: 'HTTPS', timeoutSec: 77 });
  });

  test('a stale fingerprint of a group: no named port is lost', async () => {
    await pool.add(80);
    const seen = meanwhile(/^setNamedPorts/, () => cloud.setNamedPorts('k8s-ig', 'zone-a', byHand));
    await pool.add(81);
    await seen.rival;
    await expect(cloud.getInstanceGroup('k8s-ig', 'zone-a')).resolves.toMatchObject({
      namedPorts: [...byHand, { name: 'port81', port: 81 }],
    });
  });

  test('a service deleted before its update is made again', async () => {
    await pool.add(80);
    const seen = meanwhile(/^patchBackendService/, () => cloud.deleteBackendService('k8s-be-80'));
    await pool.add({ nodePort: 80, protocol: 'HTTPS' });
    await seen.rival;
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({ protocol: 'HTTPS' });
  });

  test('it is read again a few times, not for ever', async () => {
    await pool.add(80);
    refuse(/^patchBackendService/, refusal(412, 'conditionNotMet', 'Invalid fingerprint.'));
    await expect(pool.add({ nodePort: 80, protocol: 'HTTPS' })).rejects.toMatchObject({ code: 412 });
    expect(cloud.calls.filter((call) => call.startsWith('patchBackendService'))).toHaveLength(5);
  });
});

describe('an existing service is checked and repaired', () => {
  test('protocol, port name, health check, description and groups in one patch', async () => {
    await cloud.createBackendService({ name: 'k8s-be-80', protocol: 'HTTPS', description: 'by hand' });
    cloud.calls.length = 0;
    await pool.add({ nodePort: 80, service: 'shop/cart', servicePort: 8080 });
    expect(cloud.calls.filter((call) => call.startsWith('patchBackendService'))).toHaveLength(1);
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({
      protocol: 'HTTP',
      portName: 'port80',
      description: JSON.stringify({
        note: 'by hand',
        'gcepool/cluster': '',
        'gcepool/version': '1',
        'kubernetes.io/service-name': 'shop/cart',
        'kubernetes.io/service-port': '8080',
      }),
      healthChecks: [cloud.link('global/healthChecks/k8s-be-80')],
      backends: [{ group: cloud.link('zones/zone-a/instanceGroups/k8s-ig') }],
    });
  });

  test('a health check that vanished is made again', async () => {
    await pool.add(80);
    const service = await cloud.getBackendService('k8s-be-80');
    await cloud.updateBackendService({ ...service, backends: [], healthChecks: [] });
    await cloud.deleteHealthCheck('k8s-be-80');
    await pool.add(80);
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-80']);
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({
      backends: [{}],
      healthChecks: [cloud.link('global/healthChecks/k8s-be-80')],
    });
  });

  test('health-check settings made by hand survive', async () => {
    await pool.add(80);
    const check = await cloud.getHealthCheck('k8s-be-80');
    const tuned = {
      ...check,
      checkIntervalSec: 7,
      timeoutSec: 3,
      description: 'mine',
      httpHealthCheck: { port: 80, requestPath: '/mine' },
    };
    await cloud.updateHealthCheck(tuned);
    await pool.add({ nodePort: 80, readinessProbe: { httpGet: { path: '/probe' } } });
    await expect(cloud.getHealthCheck('k8s-be-80')).resolves.toEqual(tuned);
  });

  test('the same group under another host and API version is the same group', async () => {
    await pool.add(80);
    const service = await cloud.getBackendService('k8s-be-80');
    const group = 'https://www.googleapis.com/compute/beta/projects/p/zones/zone-a/instanceGroups/k8s-ig';
    await cloud.updateBackendService({ ...service, backends: [{ group, balancingMode: 'RATE', maxRate: 1 }] });
    cloud.calls.length = 0;
    await pool.add(80);
    expect(cloud.mutations).toBe(0);
  });
});

describe('without zones', () => {
  test('the service has the name and number of its port, and reaches the groups once there are zones', async () => {
    cloud.zones = [];
    await pool.add(80);
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({
      port: 80,
      portName: 'port80',
      backends: [],
    });
    await expect(checkNames(cloud)).resolves.toEqual(['k8s-be-80']);
    await expect(pool.status('k8s-be-80')).resolves.toBe('Unknown');
    cloud.zones = ['zone-a'];
    await pool.add(80);
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({ backends: [{}] });
  });
});

test('groups are read once, and named once each, for all ports', async () => {
  cloud.zones = ['zone-a', 'zone-b', 'zone-c'];
  await pool.add(1);
  cloud.calls.length = 0;
  await pool.sync(Array.from({ length: 50 }, (_, index) => index + 1));
  const count = (prefix: string): number => cloud.calls.filter((call) => call.startsWith(prefix)).length;
  expect(count('listReachableInstanceGroups')).toBe(1);
  expect(count('listZones')).toBe(1);
  expect(count('getInstanceGroup')).toBe(0);
  expect(count('setNamedPorts')).toBe(3);
});

test('with everything as desired a sync makes four calls, whatever the number of ports', async () => {
  const ports = Array.from({ length: 50 }, (_, index) => index + 1);
  await pool.sync(ports);
  cloud.calls.length = 0;
  await pool.sync(ports);
  expect(cloud.calls).toEqual(['listBackendServices', 'listHealthChecks', 'listReachableInstanceGroups', 'listZones']);
});
