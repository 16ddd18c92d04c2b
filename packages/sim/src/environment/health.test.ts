import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZONE } from '../../test/machines.ts';
import { GROUP, healthOf, instancePath, join, leave, makeNow, probedGroup, SERVICE } from '../../test/probed-group.ts';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn } from '../../test/test-project.ts';
import { asArray, asObject } from '../kernel/json.ts';
import type { Behaviour, HealthSetting } from '../index.ts';
import { createSimulator } from '../index.ts';

const set = ({ simulator }: TestProject, behaviour: HealthSetting['behaviour'], port?: number, name = 'i'): void =>
  simulator.health.set({ instance: instancePath(name), behaviour, ...(port === undefined ? {} : { port }) });

/** The health of an instance after each of some times. */
const course = (project: TestProject, times: readonly number[], name = 'i'): readonly (string | undefined)[] =>
  times.map((ms) => {
    project.simulator.clock.advance(ms);
    return healthOf(project)[name];
  });

describe('an instance of which nothing was said', () => {
  test('is healthy from the first moment on', () => {
    expect(healthOf(probedGroup())).toEqual({ i: 'HEALTHY' });
  });

  test('is so beside one that lives', () => {
    const project = probedGroup();
    set(project, 'down');
    join(project, 'j');
    project.simulator.clock.advance(30_000);
    expect(healthOf(project)).toEqual({ i: 'UNHEALTHY', j: 'HEALTHY' });
  });

  test('is probed like any other where all are', () => {
    const project = probedGroup({ health: 'live' });
    expect(course(project, [0, 19_999, 1])).toEqual(['UNKNOWN', 'UNKNOWN', 'HEALTHY']);
    join(project, 'j');
    expect(course(project, [19_999, 1], 'j')).toEqual(['UNKNOWN', 'HEALTHY']);
  });
});

describe('an instance that goes down', () => {
  test('is healthy until as many probes failed as the check says, and again after as many succeeded', () => {
    const project = probedGroup();
    set(project, 'down');
    expect(course(project, [0, 29_999, 1, 1_000_000])).toEqual(['HEALTHY', 'HEALTHY', 'UNHEALTHY', 'UNHEALTHY']);
    set(project, 'up');
    expect(course(project, [0, 19_999, 1])).toEqual(['UNHEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });

  test('on another port than the one that is probed stays healthy', () => {
    const project = probedGroup();
    set(project, 'down', 9090);
    expect(course(project, [100_000])).toEqual(['HEALTHY']);
    set(project, 'down', 8080);
    expect(course(project, [30_000])).toEqual(['UNHEALTHY']);
    set(project, 'up');
    expect(course(project, [20_000])).toEqual(['HEALTHY']);
  });
});

test('an instance of which something was said before it joined is unknown until it has answered often enough', () => {
  const project = probedGroup();
  set(project, 'up', undefined, 'j');
  project.simulator.clock.advance(3000);
  join(project, 'j');
  expect(course(project, [0, 19_999, 1], 'j')).toEqual(['UNKNOWN', 'UNKNOWN', 'HEALTHY']);
});

test('what answers within the timeout is up, and what takes longer is down', () => {
  const project = probedGroup();
  set(project, { kind: 'slow', responseMs: 5000 });
  expect(course(project, [1_000_000])).toEqual(['HEALTHY']);
  set(project, { kind: 'slow', responseMs: 5001 });
  expect(course(project, [1_000_000])).toEqual(['UNHEALTHY']);
});

test('what flaps goes down and comes back, or settles nothing where it flaps faster than probes can tell', () => {
  const project = probedGroup();
  set(project, { kind: 'flapping', upMs: 60_000, downMs: 60_000 });
  expect(course(project, [50_000, 40_000, 40_000])).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
  const fast = probedGroup();
  set(fast, { kind: 'flapping', upMs: 15_000, downMs: 15_000 });
  expect(
    new Set(
      course(
        fast,
        Array.from({ length: 40 }, () => 7000),
      ),
    ),
  ).toEqual(new Set(['HEALTHY']));
});

describe('which port is probed', () => {
  const USE_NAMED = { type: 'TCP', tcpHealthCheck: { portSpecification: 'USE_NAMED_PORT', portName: 'status' } };
  const ports = [
    { name: 'http', port: 8080 },
    { name: 'status', port: 9090 },
  ];

  test('the check says: the serving port, or one of the group by its name', () => {
    for (const [check, port] of [
      [{ tcpHealthCheck: { portSpecification: 'USE_SERVING_PORT' } }, 8080],
      [USE_NAMED, 9090],
      [{ tcpHealthCheck: { port: 7070 } }, 7070],
    ] as const) {
      for (const down of [7070, 8080, 9090]) {
        const project = probedGroup({}, check);
        makeNow(project, 'POST', `${GROUP}/setNamedPorts`, { namedPorts: ports });
        set(project, 'down', down);
        expect(course(project, [30_000])).toEqual([down === port ? 'UNHEALTHY' : 'HEALTHY']);
      }
    }
  });

  test('follows the group, and what was found of the old one stands until probes of the new one say otherwise', () => {
    const project = probedGroup({}, { tcpHealthCheck: { portSpecification: 'USE_SERVING_PORT' } });
    set(project, 'down', 8080);
    expect(course(project, [30_000])).toEqual(['UNHEALTHY']);
    makeNow(project, 'POST', `${GROUP}/setNamedPorts`, { namedPorts: [{ name: 'http', port: 8081 }] });
    expect(course(project, [0, 19_999, 1])).toEqual(['UNHEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });
});

test('other terms hold from the moment they do, and what was found stands', () => {
  const project = probedGroup({ health: 'live' });
  expect(course(project, [20_000])).toEqual(['HEALTHY']);
  makeNow(project, 'PATCH', 'global/healthChecks/c', { checkIntervalSec: 100, unhealthyThreshold: 2 });
  expect(course(project, [0])).toEqual(['HEALTHY']);
  set(project, 'down');
  expect(course(project, [199_999, 1])).toEqual(['HEALTHY', 'UNHEALTHY']);
});

test('a service that gets another check is probed on its terms', () => {
  const project = probedGroup();
  set(project, 'down');
  makeNow(project, 'POST', 'global/httpHealthChecks', { name: 'legacy', port: 8080, checkIntervalSec: 60 });
  makeNow(project, 'PATCH', SERVICE, { healthChecks: ['global/httpHealthChecks/legacy'] });
  expect(course(project, [119_999, 1])).toEqual(['HEALTHY', 'UNHEALTHY']);
  makeNow(project, 'PATCH', 'global/httpHealthChecks/legacy', { checkIntervalSec: 300 });
  set(project, 'up');
  expect(course(project, [0, 599_999, 1])).toEqual(['UNHEALTHY', 'UNHEALTHY', 'HEALTHY']);
});

test('an instance that is stopped is shown no more, and is unknown when it runs again', () => {
  const project = probedGroup({ health: 'live' });
  project.simulator.clock.advance(20_000);
  makeNow(project, 'POST', `${ZONE}/instances/i/stop`);
  expect(healthOf(project)).toEqual({});
  makeNow(project, 'POST', `${ZONE}/instances/i/start`);
  expect(course(project, [0, 20_000])).toEqual(['UNKNOWN', 'HEALTHY']);
});

test('a group that becomes a backend is unknown to its new service, whatever another knows of it', () => {
  const project = probedGroup({ health: 'live' });
  project.simulator.clock.advance(20_000);
  makeNow(project, 'PATCH', SERVICE, { backends: [] });
  makeNow(project, 'PATCH', SERVICE, { backends: [{ group: GROUP }] });
  expect(course(project, [0, 20_000])).toEqual(['UNKNOWN', 'HEALTHY']);
});

describe('an instance that leaves', () => {
  const drained = (): TestProject => probedGroup({}, {}, { connectionDraining: { drainingTimeoutSec: 60 } });

  test('is draining for as long as the service says, and then gone', () => {
    const project = drained();
    set(project, 'up');
    leave(project, 'i');
    expect(course(project, [0, 59_999, 1])).toEqual(['DRAINING', 'DRAINING', undefined]);
  });

  test('is gone at once without draining, or when it stops', () => {
    const project = probedGroup();
    set(project, 'up');
    leave(project, 'i');
    expect(healthOf(project)).toEqual({});
    const other = drained();
    set(other, 'up');
    leave(other, 'i');
    makeNow(other, 'POST', `${ZONE}/instances/i/stop`);
    expect(healthOf(other)).toEqual({});
  });

  test('is no longer draining when it is back, but unknown', () => {
    const project = drained();
    set(project, 'up');
    project.simulator.clock.advance(1);
    leave(project, 'i');
    join(project, 'i');
    expect(healthOf(project)).toEqual({ i: 'UNKNOWN' });
  });
});

describe('network endpoints', () => {
  const NEG = `${ZONE}/networkEndpointGroups/n`;

  function probedEndpoints(type: string, endpoint: object): TestProject {
    const project = probedGroup();
    makeNow(project, 'POST', `${ZONE}/networkEndpointGroups`, { name: 'n', networkEndpointType: type });
    makeNow(project, 'POST', `${NEG}/attachNetworkEndpoints`, { networkEndpoints: [endpoint] });
    makeNow(project, 'POST', 'global/backendServices', {
      name: 'e',
      healthChecks: ['global/healthChecks/c'],
      backends: [{ group: NEG, balancingMode: 'RATE', maxRate: 1 }],
      connectionDraining: { drainingTimeoutSec: 60 },
    });
    makeNow(project, 'PATCH', 'global/healthChecks/c', {
      tcpHealthCheck: { portSpecification: 'USE_SERVING_PORT', port: null },
    });
    return project;
  }

  const stateOf = (project: TestProject): unknown =>
    asObject(asArray(project.begin('POST', 'global/backendServices/e/getHealth', { group: NEG })['healthStatus'])[0])[
      'healthState'
    ];
  const shownIn = (project: TestProject): unknown =>
    asArray(
      asObject(asArray(project.begin('POST', `${NEG}/listNetworkEndpoints`, { healthStatus: 'SHOW' })['items'])[0])[
        'healths'
      ],
    ).map((health) => asObject(health)['healthState']);

  test('do what their instance does on their port', () => {
    const project = probedEndpoints('GCE_VM_IP_PORT', { instance: 'i', port: 81 });
    set(project, 'down', 82);
    project.simulator.clock.advance(30_000);
    expect(stateOf(project)).toBe('HEALTHY');
    set(project, 'down', 81);
    project.simulator.clock.advance(30_000);
    expect(stateOf(project)).toBe('UNHEALTHY');
    expect(shownIn(project)).toEqual(['UNHEALTHY']);
  });

  test('without an instance go by their address, and drain when they are detached', () => {
    const endpoint = { ipAddress: '192.0.2.7', port: 81 };
    const project = probedEndpoints('NON_GCP_PRIVATE_IP_PORT', endpoint);
    project.simulator.health.set({ project: 'p1', endpoint: '192.0.2.7', port: 81, behaviour: 'down' });
    project.simulator.health.set({ project: 'p2', endpoint: '192.0.2.7', port: 81, behaviour: 'up' });
    project.simulator.clock.advance(30_000);
    expect(stateOf(project)).toBe('UNHEALTHY');
    makeNow(project, 'POST', `${NEG}/detachNetworkEndpoints`, { networkEndpoints: [endpoint] });
    expect(stateOf(project)).toBe('DRAINING');
    project.simulator.clock.advance(60_000);
    expect(stateOf(project)).toBeUndefined();
  });
});

test('target pools go by their legacy check', () => {
  const project = probedGroup();
  const pool = 'regions/us-east1/targetPools';
  makeNow(project, 'POST', 'global/httpHealthChecks', { name: 'legacy' });
  makeNow(project, 'POST', pool, {
    name: 't',
    instances: [`${ZONE}/instances/i`],
    healthChecks: ['global/httpHealthChecks/legacy'],
  });
  makeNow(project, 'POST', 'regions/us-east1/forwardingRules', { name: 'r', target: `${pool}/t` });
  const states = (): unknown =>
    asArray(project.begin('POST', `${pool}/t/getHealth`, { instance: `${ZONE}/instances/i` })['healthStatus']).map(
      (status) => asObject(status)['healthState'],
    );
  expect(states()).toEqual(['HEALTHY']);
  set(project, 'down', 80);
  project.simulator.clock.advance(9999);
  expect(states()).toEqual(['HEALTHY']);
  project.simulator.clock.advance(1);
  expect(states()).toEqual(['UNHEALTHY']);
});

test.each([
  ['instance', {}],
  ['endpoint', { instance: instancePath('i'), endpoint: '10.0.0.1', project: 'p1' }],
  ['instance', { instance: 'i' }],
  ['instance', { instance: 'projects/p1/zones/z/disks/d' }],
  ['project', { endpoint: '10.0.0.1' }],
  ['endpoint', { endpoint: '', project: 'p1' }],
  ['port', { instance: instancePath('i'), port: 0 }],
  ['port', { instance: instancePath('i'), port: '80' }],
  ["no field 'ports'", { instance: instancePath('i'), ports: 80 }],
  ['kind', { instance: instancePath('i'), behaviour: 'sick' }],
  ['kind', { instance: instancePath('i'), behaviour: { kind: 'sick' } }],
  ['responseMs', { instance: instancePath('i'), behaviour: { kind: 'slow' } }],
  ['downMs', { instance: instancePath('i'), behaviour: { kind: 'flapping', upMs: 5, downMs: 0 } }],
  ["no field 'upMs'", { instance: instancePath('i'), behaviour: { kind: 'slow', responseMs: 1, upMs: 5 } }],
])('what makes no sense is refused, naming the %s', (name, setting: object) => {
  const { health } = createSimulator();
  const sent = { behaviour: 'up', ...setting } as HealthSetting;
  expect(() => health.set(sent)).toThrow(TypeError);
  expect(() => health.set(sent)).toThrow(name);
});

test('what was said is listed', () => {
  const { health, clock } = createSimulator({ clock: 'manual', startTime: 1000 });
  const link = `https://www.googleapis.com/compute/v1/${instancePath('i')}`;
  health.set({ instance: link, port: 80, behaviour: 'down' });
  clock.advance(5);
  health.set({ instance: instancePath('i'), behaviour: { kind: 'slow', responseMs: 1 } });
  expect(health.list()).toEqual([
    { target: instancePath('i'), from: 1000, port: 80, behaviour: { kind: 'down' } },
    { target: instancePath('i'), from: 1005, behaviour: { kind: 'slow', responseMs: 1 } },
  ]);
});

test('a fork and what it came from live apart, and a snapshot goes on living', () => {
  const project = probedGroup();
  set(project, 'down');
  const fork = projectIn(project.simulator.fork());
  set(fork, 'up');
  const restored = projectIn(createSimulator({ clock: 'manual', snapshot: project.simulator.snapshot() }));
  const states = [project, fork, restored].map((one) => course(one, [30_000])[0]);
  expect(states).toEqual(['UNHEALTHY', 'HEALTHY', 'UNHEALTHY']);
  project.simulator.reset();
  expect(project.simulator.health.list()).toEqual([]);
});

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom<Behaviour>({ kind: 'up' }, { kind: 'down' }),
  fc.nat(9000).map((responseMs): Behaviour => ({ kind: 'slow', responseMs })),
  fc
    .tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 }))
    .map(([upMs, downMs]): Behaviour => ({ kind: 'flapping', upMs, downMs })),
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), behaviour, name: fc.constantFrom('i', 'j') }),
  fc.record({ kind: fc.constant('advance' as const), ms: fc.nat(60_000) }),
  fc.record({
    kind: fc.constantFrom('join' as const, 'leave' as const, 'stop' as const, 'start' as const),
    name: fc.constantFrom('i', 'j'),
  }),
  fc.record({ kind: fc.constant('check' as const), checkIntervalSec: fc.integer({ min: 5, max: 300 }) }),
  fc.record({ kind: fc.constant('quota' as const), limit: fc.nat(3) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(project: TestProject, one: Step): void {
  const { simulator } = project;
  if (one.kind === 'set') set(project, one.behaviour, undefined, one.name);
  else if (one.kind === 'advance') simulator.clock.advance(one.ms);
  else if (one.kind === 'quota') simulator.quotas.set({ project: 'p1', metric: 'HEALTH_CHECKS', limit: one.limit });
  else if (one.kind === 'check')
    project.send('PATCH', 'global/healthChecks/c', { checkIntervalSec: one.checkIntervalSec });
  else if (one.kind === 'stop' || one.kind === 'start')
    project.send('POST', `${ZONE}/instances/${one.name}/${one.kind}`);
  else {
    const verb = one.kind === 'join' ? 'addInstances' : 'removeInstances';
    project.send('POST', `${GROUP}/${verb}`, { instances: [{ instance: `${ZONE}/instances/${one.name}` }] });
  }
}

test('replaying the journal, and restoring a snapshot, bring about the same health', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 25 }),
      fc.boolean(),
      fc.constantFrom(0, 1500),
      (steps, isLive, operationLatencyMs) => {
        const options = { health: isLive ? 'live' : 'assumed', operationLatencyMs } as const;
        const project = probedGroup(options, {}, { connectionDraining: { drainingTimeoutSec: 60 } });
        for (const one of steps) {
          play(project, one);
          healthOf(project);
        }
        const snapshot = project.simulator.snapshot();
        expect(project.simulator.replayed()).toEqual(snapshot);
        const restored = projectIn(
          createSimulator({ clock: 'manual', ...options, snapshot: JSON.parse(JSON.stringify(snapshot)) }),
        );
        for (const ms of [0, 10_000, 60_000]) {
          expect(course(restored, [ms])).toEqual(course(project, [ms]));
          expect(healthOf(restored)).toEqual(healthOf(project));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('whatever is said and done in a fork, its origin does not see, nor the other way round', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), fc.array(step, { maxLength: 10 }), (before, after) => {
      const project = probedGroup();
      for (const one of before) play(project, one);
      const snapshot = project.simulator.snapshot();
      const fork = projectIn(project.simulator.fork());
      for (const one of after) play(fork, one);
      expect(project.simulator.snapshot()).toEqual(snapshot);
      const forked = fork.simulator.snapshot();
      for (const one of after) play(project, one);
      expect(fork.simulator.snapshot()).toEqual(forked);
      expect(project.simulator.snapshot()).toEqual(forked);
      expect(healthOf(project)).toEqual(healthOf(fork));
    }),
    { numRuns: 40 },
  );
});
