import type { HealthCheck } from '@gcepool/api';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CloudBackendPoolOptions } from '../backend-pool-options.ts';
import type { Backends } from '../backends.ts';
import { StoppedError } from '../calls/stopped-error.ts';
import { InMemoryCloud } from '../cloud/in-memory-cloud.test-support.ts';
import { refusal } from '../cloud/refusal.test-support.ts';
import { Namer } from '../names/namer.ts';
import { newBackendPool } from '../new-backend-pool.ts';
import type { ServicePort } from '../ports/service-port.ts';
import type { PoolStep } from '../plan/step.ts';
import type { Report } from '../execute/report.ts';

const NAME = 'k8s-be-80--uid';
const NODES = ['n1', 'n2', 'n3'].map((name) => ({ name, zone: 'a' }));
/** Three failures, ten seconds apart, show after forty, and one more for an answer to come. */
const FOUND_OUT_MS = 41_000;

let cloud: InMemoryCloud;
/** Nodes that do not answer what is asked of `/ready`, or over HTTPS. */
let deaf: Set<string>;
let clock: { time: number; now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void>; random(): number };
let dice = 0;
/** Happens before time passes. */
let meanwhile: (time: number) => void;

const poolOf = (options: Partial<CloudBackendPoolOptions> = {}): Backends =>
  newBackendPool({ cloud, namer: new Namer('uid'), zones: ['a'], clock, ...options });

const TERMS = { checkIntervalSec: 10, timeoutSec: 1, healthyThreshold: 1, unhealthyThreshold: 3 };
const FORMER: ServicePort = {
  nodePort: 80,
  healthCheck: { ...TERMS, httpHealthCheck: { port: 80, requestPath: '/' } },
};
const CHANGED: ServicePort = {
  nodePort: 80,
  healthCheck: { ...TERMS, httpHealthCheck: { port: 80, requestPath: '/ready' } },
};

const check = (): HealthCheck => cloud.state.checks.get(`global/healthChecks/${NAME}`) ?? {};
const path = (): string | undefined => (check().httpHealthCheck ?? check().httpsHealthCheck)?.requestPath;
const spoken = (): string | undefined => cloud.state.services.get(`global/backendServices/${NAME}`)?.protocol;
const mark = (): Record<string, unknown> => JSON.parse(check().description ?? '{}') as Record<string, unknown>;
const changes = (): string[] => cloud.calls.filter((call) => !/^(?:get|list)/.test(call));

/** Probes that have failed three times by now, or succeeded once, have been found out. */
function probe(now: number, since: { at: number; terms: string }): void {
  const terms = JSON.stringify([check().type, path()]);
  if (terms !== since.terms) Object.assign(since, { at: now, terms });
  const isChanged = path() === '/ready' || check().type === 'HTTPS';
  for (const { name } of NODES) {
    if (isChanged && deaf.has(name)) {
      if (now - since.at >= 30_000) cloud.states.set(name, 'UNHEALTHY');
    } else if (now - since.at >= 10_000) cloud.states.set(name, 'HEALTHY');
  }
}

beforeEach(async () => {
  cloud = new InMemoryCloud(['a']);
  deaf = new Set();
  meanwhile = () => undefined;
  const since = { at: 0, terms: '' };
  clock = {
    time: 0,
    now: () => clock.time,
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0; left -= 1_000) {
        meanwhile(clock.time);
        signal?.throwIfAborted();
        clock.time += 1_000;
        probe(clock.time, since);
      }
    },
    // Pools that share it make request ids of their own.
    random: () => ((dice = (dice + 0.618) % 1), dice),
  };
  const pool = poolOf();
  await pool.sync([FORMER]);
  await pool.nodes.sync(NODES);
  cloud.calls.length = 0;
});

const sync = (
  ports: readonly ServicePort[] = [CHANGED],
  options: Partial<CloudBackendPoolOptions> = {},
): Promise<Report<PoolStep>> => poolOf(options).sync(ports);

describe('a health check that all endpoints pass', () => {
  test('is changed, watched for as long as failures take to show, and forgets how it was', async () => {
    const before = check().description;
    const { outcomes } = await sync();
    expect(outcomes.map(({ step, outcome }) => `${step.verb} ${outcome}`)).toEqual(['update done', 'watch done']);
    expect(clock.time).toBe(FOUND_OUT_MS);
    expect(path()).toBe('/ready');
    expect(check().description).toBe(before);
  });

  test('costs nothing once that is over', async () => {
    await sync();
    cloud.calls.length = 0;
    await sync();
    const methods = cloud.calls.map((call) => call.split(' ')[0]);
    expect(new Set(methods)).toEqual(
      new Set(['listBackendServices', 'listHealthChecks', 'listReachableInstanceGroups']),
    );
    expect(methods).toHaveLength(3);
  });

  test('is looked at 22 times in the twelve minutes that the pool’s own check takes, with one call for each group', async () => {
    await sync([{ nodePort: 80, healthCheck: { checkIntervalSec: 60, timeoutSec: 60, unhealthyThreshold: 10 } }]);
    const began = clock.time;
    cloud.calls.length = 0;
    await sync([{ nodePort: 80, healthCheck: { httpHealthCheck: { port: 80, requestPath: '/ready' } } }]);
    expect(clock.time - began).toBe(720_000);
    expect(cloud.calls.filter((call) => call.startsWith('getHealth '))).toHaveLength(1 + 22);
  });

  test('tells how it was for as long as it is on trial', async () => {
    const marks: unknown[] = [];
    meanwhile = () => marks.push(mark()['gcepool/trial']);
    await sync();
    expect(marks[0]).toEqual({
      since: '1970-01-01T00:00:00.000Z',
      healthy: 3,
      former: { type: 'HTTP', ...TERMS, httpHealthCheck: { port: 80, requestPath: '/' } },
    });
  });
});

describe('a health check that endpoints fail', () => {
  beforeEach(() => {
    deaf = new Set(['n1', 'n2']);
  });

  test('is put back at once, and the run names who failed it and waits for them', async () => {
    const before = check();
    await expect(sync()).rejects.toThrow(
      `watch global/healthChecks/${NAME} failed: global/healthChecks/${NAME} was put back as it was: ` +
        '2 of 3 healthy endpoints did not pass it (n1 and n2); all are healthy again',
    );
    expect({ ...check(), description: '' }).toEqual({ ...before, description: '' });
    expect(clock.time).toBeLessThan(60_000);
    expect([...cloud.states.values()]).toEqual(['HEALTHY', 'HEALTHY', 'HEALTHY']);
  });

  test('is not tried again, which every run says', async () => {
    await sync().catch(() => undefined);
    cloud.calls.length = 0;
    for (const pool of [poolOf(), poolOf()]) {
      await expect(pool.sync([CHANGED])).rejects.toThrow(
        `nodePort 80: global/healthChecks/${NAME} stays as it is: it was changed so and put back at 1970-01-01T00:00:35.000Z, ` +
          'for 2 of 3 healthy endpoints did not pass it (n1 and n2)',
      );
    }
    expect(changes()).toEqual([]);
  });

  test('is tried again where that is asked for, and where something else is desired', async () => {
    await sync().catch(() => undefined);
    deaf.clear();
    await sync([CHANGED], { retryHealthChecks: true });
    expect([path(), mark()['gcepool/refused']]).toEqual(['/ready', undefined]);
    deaf.add('n1');
    await sync([FORMER]);
    expect(path()).toBe('/');
  });

  test('takes its protocol back with it, and both stay so', async () => {
    const { healthCheck: _plain, ...port } = CHANGED;
    const https = { ...port, protocol: 'HTTPS' as const };
    await expect(sync([https])).rejects.toThrow('n1 and n2');
    expect([check().type, spoken()]).toEqual(['HTTP', 'HTTP']);
    await expect(sync([https])).rejects.toThrow('stays as it is');
    expect([check().type, spoken()]).toEqual(['HTTP', 'HTTP']);
  });

  test('takes its protocol back with it, and how its groups are balanced', async () => {
    const balanced = (): unknown => cloud.state.services.get(`global/backendServices/${NAME}`)?.backends;
    await sync([{ nodePort: 80, protocol: 'TCP', healthCheck: TERMS }]);
    const before = balanced();
    await expect(sync([CHANGED])).rejects.toThrow('n1 and n2');
    expect([check().type, spoken(), balanced()]).toEqual(['TCP', 'TCP', before]);
    cloud.calls.length = 0;
    await expect(sync([CHANGED])).rejects.toThrow('stays as it is');
    expect(changes()).toEqual([]);
  });

  test('takes its protocol back with the next run where it could not at first', async () => {
    const https = { nodePort: 80, protocol: 'HTTPS' as const };
    meanwhile = () => {
      cloud.refuse = (call) =>
        call === `patchBackendService ${NAME}` ? refusal(403, 'forbidden', 'not you') : undefined;
    };
    await expect(sync([https])).rejects.toThrow('is left on trial, for the next run to put back or to prove');
    expect([check().type, spoken(), mark()['gcepool/trial']]).toEqual(['HTTP', 'HTTPS', expect.anything()]);
    meanwhile = () => undefined;
    cloud.refuse = () => undefined;
    await clock.sleep(10_000);
    await expect(sync([https])).rejects.toThrow('was put back as it was');
    expect([check().type, spoken(), mark()['gcepool/trial']]).toEqual(['HTTP', 'HTTP', undefined]);
  });

  test('is left as it is made where nobody is to watch', async () => {
    await sync([CHANGED], { healthyWithinMs: false });
    expect([path(), clock.time, mark()['gcepool/trial']]).toEqual(['/ready', 0, undefined]);
  });

  test('is no loss where nobody was healthy before', async () => {
    for (const { name } of NODES) cloud.states.set(name, 'UNHEALTHY');
    await sync();
    expect([path(), clock.time, mark()['gcepool/trial']]).toEqual(['/ready', 0, undefined]);
  });

  test('does not let members leave that only it took', async () => {
    const pool = poolOf();
    await pool.sync([CHANGED]).catch(() => undefined);
    await expect(pool.nodes.sync(NODES.slice(0, 2))).rejects.toThrow(
      'n3 left in until a run puts no health check back',
    );
  });
});

test('a plan that watches is carried out by a pool without a clock, which does not', async () => {
  const planned = await poolOf().plan([CHANGED]);
  await poolOf({ clock: undefined }).apply(planned);
  expect([path(), mark()['gcepool/trial']]).toEqual(['/ready', undefined]);
});

test.each<[string, ServicePort['healthCheck']]>([
  ['asks more often', { ...TERMS, checkIntervalSec: 5 }],
  ['forgives more', { ...TERMS, unhealthyThreshold: 5 }],
  ['waits longer for answers', { ...TERMS, timeoutSec: 5 }],
])('a health check that %s takes nothing away, and is not watched', async (_, healthCheck) => {
  await sync([{ nodePort: 80, healthCheck: { ...FORMER.healthCheck, ...healthCheck } }]);
  expect([clock.time, changes().length]).toEqual([0, 1]);
});

describe('what is not known', () => {
  const failing = (call: string): Error | undefined =>
    call.startsWith('getHealth') && !call.startsWith('getHealthCheck') ? refusal(403, 'forbidden', 'no') : undefined;

  test('before the change: it is not made', async () => {
    cloud.refuse = failing;
    await expect(sync()).rejects.toThrow(
      `global/healthChecks/${NAME} stays as it is: which endpoints of ${NAME} are healthy cannot be read: no`,
    );
    expect(changes()).toEqual([]);
  });

  test('after it: it is put back, and tried again by the next run', async () => {
    meanwhile = () => {
      cloud.refuse = failing;
    };
    await expect(sync()).rejects.toThrow('was put back as it was: the health of its endpoints cannot be read: no');
    expect(path()).toBe('/');
    meanwhile = () => undefined;
    cloud.refuse = () => undefined;
    await sync();
    expect(path()).toBe('/ready');
  });
});

describe('a process that dies between the change and its end', () => {
  /** The change is made, and nothing after it. */
  beforeEach(async () => {
    deaf = new Set(['n1']);
    cloud.refuse = (call) => (call.startsWith('getHealthCheck') ? new Error('killed') : undefined);
    await sync().catch(() => undefined);
    cloud.refuse = () => undefined;
  });

  test('leaves what the next one takes to put the check back', async () => {
    expect(path()).toBe('/ready');
    await expect(sync()).rejects.toThrow('1 of 3 healthy endpoints did not pass it (n1)');
    expect(path()).toBe('/');
  });

  test('leaves it also where by then something third is desired', async () => {
    const third = {
      ...FORMER,
      healthCheck: { ...TERMS, httpHealthCheck: { port: 80, requestPath: '/ready', host: 'h' } },
    };
    await expect(sync([third])).rejects.toThrow('did not pass it (n1)');
    expect([path(), check().httpHealthCheck?.host]).toEqual(['/', undefined]);
  });

  test('leaves it also where by then another protocol is desired', async () => {
    const https = { nodePort: 80, protocol: 'HTTPS' as const };
    await expect(sync([https])).rejects.toThrow('did not pass it (n1)');
    expect([check().type, path(), spoken()]).toEqual(['HTTP', '/', 'HTTP']);
  });

  test('is nobody’s concern where what was before is desired again', async () => {
    await sync([FORMER]);
    expect([path(), mark()['gcepool/trial']]).toEqual(['/', undefined]);
  });

  test('is watched to the end by the next one, whatever its clock says', async () => {
    deaf.clear();
    clock.time += 3_600_000;
    const began = clock.time;
    await sync();
    expect([path(), mark()['gcepool/trial'], clock.time - began]).toEqual(['/ready', undefined, FOUND_OUT_MS]);
  });

  test('leaves nothing to do to one that may not write', async () => {
    await expect(sync([CHANGED], { mayWrite: () => false })).rejects.toThrow('updateHealthCheck');
    expect(path()).toBe('/ready');
    await expect(sync()).rejects.toThrow('was put back');
  });
});

test('a pool that is being stopped puts back what it has not proven, and the next run tries again', async () => {
  const stop = new AbortController();
  meanwhile = (time) => {
    if (time >= 5_000) stop.abort();
  };
  await expect(sync([CHANGED], { stop: stop.signal })).rejects.toThrow(
    'was put back as it was: the pool is being stopped, and it was not proven yet',
  );
  expect(path()).toBe('/');
  meanwhile = () => undefined;
  await sync();
  expect(path()).toBe('/ready');
});

test('a second signal leaves it to the next run, and that is told', async () => {
  const [stop, now] = [new AbortController(), new AbortController()];
  meanwhile = (time) => {
    if (time < 5_000) return;
    stop.abort();
    now.abort(new StoppedError());
  };
  cloud.refuse = (call) => (now.signal.aborted && call.startsWith('update') ? new StoppedError() : undefined);
  await expect(sync([CHANGED], { stop: stop.signal, signal: now.signal })).rejects.toThrow(
    `global/healthChecks/${NAME} is left on trial, for the next run to put back or to prove: the pool is being stopped`,
  );
  expect([path(), mark()['gcepool/trial']]).toEqual(['/ready', expect.anything()]);
});

test('what somebody else changes meanwhile is theirs', async () => {
  deaf = new Set(['n1']);
  meanwhile = (time) => {
    if (time !== 20_000) return;
    const theirs = { ...check(), description: 'by hand', httpHealthCheck: { port: 80, requestPath: '/theirs' } };
    cloud.state.checks.set(`global/healthChecks/${NAME}`, theirs);
    cloud.states.set('n1', 'UNHEALTHY');
  };
  await expect(sync()).rejects.toThrow(`somebody else has changed global/healthChecks/${NAME} meanwhile`);
  expect([path(), check().description]).toEqual(['/theirs', 'by hand']);
});

test('two that run at the same time end one trial between them', async () => {
  deaf = new Set(['n1']);
  const outcomes = await Promise.allSettled([sync(), sync()]);
  expect(outcomes.map(({ status }) => status)).toContain('rejected');
  expect([path(), mark()['gcepool/trial']]).toEqual(['/', undefined]);
});

describe('a pool that leaves trials', () => {
  test('looks once in each run, and ends them when it is time', async () => {
    const pool = poolOf({ leavesTrials: true });
    await pool.sync([CHANGED]);
    expect([clock.time, pool.trialsDueInMs]).toEqual([0, 20_000]);
    await clock.sleep(20_000);
    await pool.sync([CHANGED]);
    expect(mark()['gcepool/trial']).toBeDefined();
    await clock.sleep(21_000);
    await pool.sync([CHANGED]);
    expect([mark()['gcepool/trial'], pool.trialsDueInMs]).toEqual([undefined, undefined]);
  });

  test('puts back what a later look finds lost', async () => {
    deaf = new Set(['n3']);
    const pool = poolOf({ leavesTrials: true });
    await pool.sync([CHANGED]);
    await clock.sleep(35_000);
    await expect(pool.sync([CHANGED])).rejects.toThrow('did not pass it (n3)');
    expect(path()).toBe('/');
  });

  test('has nothing to come back for once the port is gone', async () => {
    const pool = poolOf({ leavesTrials: true });
    await pool.sync([CHANGED]);
    await pool.reconcile([], { force: true });
    expect([cloud.state.checks.size, pool.trialsDueInMs]).toEqual([0, undefined]);
  });

  test('ends them also of ports that nobody speaks of any more', async () => {
    const pool = poolOf({ leavesTrials: true });
    await pool.sync([CHANGED]);
    await clock.sleep(FOUND_OUT_MS);
    await pool.sync([81]);
    expect([path(), mark()['gcepool/trial'], pool.trialsDueInMs]).toEqual(['/ready', undefined, undefined]);
  });

  test('waits for their end where that is asked for', async () => {
    deaf = new Set(['n3']);
    const pool = poolOf({ leavesTrials: true });
    await pool.sync([CHANGED]);
    await expect(pool.endTrials()).rejects.toThrow('did not pass it (n3)');
    expect(path()).toBe('/');
    await expect(pool.endTrials()).resolves.toMatchObject({ outcomes: [] });
  });
});
