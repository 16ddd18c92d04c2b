import type { HealthCheck } from '@gcepool/api';
import { describe, expect, test } from 'vitest';
import type { Backends } from './backends.ts';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { InMemorySnapshotter } from './in-memory-snapshotter.ts';
import { InstanceGroupPool } from './nodes/instance-group-pool.ts';
import { Namer } from './names/namer.ts';
import { newBackendPool } from './new-backend-pool.ts';
import type { PoolEvent } from './pool-event.ts';
import type { NodePool } from './nodes/node-pool.ts';
import { NodePortHealthChecker } from './health/node-port-health-checker.ts';
import type { FullServicePort } from './ports/service-port.ts';
import { serviceNames } from './test-pool.test-support.ts';

const collaborators = (cloud: InMemoryCloud, namer = new Namer('uid')) =>
  [cloud, new NodePortHealthChecker(cloud), new InstanceGroupPool(cloud, namer), namer] as const;

describe('of its collaborators', () => {
  test('takes six arguments in the order of 2017', async () => {
    const cloud = new InMemoryCloud();
    const pool = newBackendPool(...collaborators(cloud), ['80'], true);
    await newBackendPool(...collaborators(cloud), [], false).sync([80, 81]);
    await pool.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid']);
  });

  test('without the cloud, knows only what it touched', async () => {
    const cloud = new InMemoryCloud();
    await newBackendPool(...collaborators(cloud), [], false).sync([80]);
    const pool = newBackendPool(...collaborators(cloud), [], false);
    await pool.gc([]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid']);
  });

  test('works through the health checker and node pool it is given', async () => {
    const cloud = new InMemoryCloud();
    const nodePool: NodePool = {
      listZones: () => Promise.resolve(['zone-x']),
      link: (name, zone) => `zones/${zone}/instanceGroups/${name}`,
      listInstanceGroups: () => cloud.listInstanceGroups(),
      getInstanceGroup: (name, zone) => cloud.getInstanceGroup(name, zone),
      createInstanceGroup: (group, zone) => cloud.createInstanceGroup({ ...group, network: 'mine' }, zone),
      setNamedPorts: (...args) => cloud.setNamedPorts(...args),
      sync: () => Promise.resolve({ outcomes: [], notices: [] }),
      delete: () => Promise.resolve({ outcomes: [], notices: [] }),
    };
    const pool = newBackendPool(cloud, new ImpatientHealthChecker(cloud), nodePool, new Namer('uid'));
    await pool.add(80);
    await expect(pool.planSync([80])).resolves.toMatchObject({ waves: [] });
    await expect(cloud.getHealthCheck('k8s-be-80--uid')).resolves.toMatchObject({ unhealthyThreshold: 2 });
    await expect(cloud.listInstanceGroups()).resolves.toMatchObject([
      { zone: cloud.link('zones/zone-x'), network: 'mine' },
    ]);
  });
});

test('with resyncWithCloud, gc removes what an earlier process left; without, it does not', async () => {
  const cloud = new InMemoryCloud();
  const poolOf = (resyncWithCloud: boolean): Backends => newBackendPool(...collaborators(cloud), [], resyncWithCloud);
  await poolOf(false).sync([80, 81]);
  await poolOf(false).gc([80]);
  await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid', 'k8s-be-81--uid']);
  await poolOf(true).gc([80]);
  await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80--uid']);
});

describe('of one options object', () => {
  test('needs no more than a cloud and a namer', async () => {
    const cloud = new InMemoryCloud();
    await newBackendPool({ cloud, namer: new Namer() }).sync([80]);
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });

  test('takes balancing, memory and a listener', async () => {
    const cloud = new InMemoryCloud();
    const events: PoolEvent[] = [];
    const snapshotter = new InMemorySnapshotter();
    const pool = newBackendPool({
      cloud,
      namer: new Namer(),
      snapshotter,
      balancing: [{ balancingMode: 'UTILIZATION', maxUtilization: 0.5 }],
      onEvent: (event) => events.push(event),
    });
    await pool.add(80);
    await expect(cloud.getBackendService('k8s-be-80')).resolves.toMatchObject({
      backends: [{ balancingMode: 'UTILIZATION', maxUtilization: 0.5 }],
    });
    expect([...(await snapshotter.snapshot())]).toEqual(['80']);
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type !== 'stepStarted')).toEqual(['planned', ...Array(3).fill('stepFinished')]);
    expect(types.filter((type) => type === 'stepStarted')).toHaveLength(3);
  });

  test('collects nothing where the cloud could not be listed', async () => {
    const cloud = new InMemoryCloud();
    const pool = newBackendPool({ cloud, namer: new Namer(), resyncWithCloud: true });
    await pool.add(80);
    const error = new Error('no');
    cloud.refuse = () => error;
    await expect(pool.gc([])).rejects.toBe(error);
    cloud.refuse = () => undefined;
    await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80']);
  });
});

test('an ignored port that is no port is refused at once', () => {
  const cloud = new InMemoryCloud();
  expect(() => newBackendPool({ cloud, namer: new Namer(), ignorePorts: ['http'] })).toThrow('whole number');
});

test('changes asked for at the same time are made one after the other', async () => {
  const cloud = new InMemoryCloud();
  const pool = newBackendPool({ cloud, namer: new Namer() });
  await Promise.all([pool.sync([80, 81]), pool.gc([80]), pool.sync([80, 82])]);
  await expect(serviceNames(cloud)).resolves.toEqual(['k8s-be-80', 'k8s-be-82']);
});

class ImpatientHealthChecker extends NodePortHealthChecker {
  override desired(port: FullServicePort, name: string): HealthCheck {
    return { ...super.desired(port, name), unhealthyThreshold: 2 };
  }
}
