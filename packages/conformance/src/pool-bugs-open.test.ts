import type { BackendService } from '@gcepool/api';
import { Namer, type PoolEvent } from '@gcepool/core';
import { describe, expect, test } from 'vitest';
import { changes, ofMethod, type PoolLab, poolLab, zoneA, zoneB } from './pool-lab.test-support.ts';

/* What was never repaired in the pool of 2017, and the limits its documentation admits. */

const modes = ({ backends = [] }: BackendService): (string | undefined)[] =>
  backends.map(({ balancingMode }) => balancingMode);

const zones = [zoneA, zoneB];
const insertion = 'POST global/backendServices';

/** Uses the pool's groups in a mode each, as somebody else's services. */
async function useInModes(lab: PoolLab, use: Readonly<Record<string, object>>): Promise<void> {
  for (const zone of Object.keys(use)) lab.request('POST', `zones/${zone}/instanceGroups`, { name: 'k8s-ig--uid' });
  lab.request('POST', 'global/healthChecks', { name: 'theirs', type: 'TCP', tcpHealthCheck: { port: 1 } });
  for (const [zone, balancing] of Object.entries(use)) {
    lab.request('POST', 'global/backendServices', {
      name: `theirs-${zone}`,
      healthChecks: [lab.cloud.link('global/healthChecks/theirs')],
      backends: [{ group: lab.cloud.link(`zones/${zone}/instanceGroups/k8s-ig--uid`), ...balancing }],
    });
  }
  await expect(lab.cloud.listBackendServices()).resolves.toHaveLength(Object.keys(use).length);
}

test('ingress-gce#480, kubemci#216: groups used by RATE in one zone and by UTILIZATION in another: no mode fits all, and creation loops for ever', async () => {
  const lab = poolLab();
  await useInModes(lab, {
    [zoneA]: { balancingMode: 'RATE', maxRatePerInstance: 5 },
    [zoneB]: { balancingMode: 'UTILIZATION' },
  });
  await lab.pool({ zones }).sync([80, 81]);
  expect(modes(await lab.service(80))).toEqual(['RATE', 'UTILIZATION']);
  expect(modes(await lab.service(81))).toEqual(['RATE', 'UTILIZATION']);
  await expect(lab.pool({ zones }).plan([80, 81])).resolves.toMatchObject({ waves: [], refused: [] });
});

describe('a 400 that is about something else is taken for a mode conflict', () => {
  test('a bad link: said once, not tried in another mode', async () => {
    const lab = poolLab();
    const message = "Invalid value for field 'resource.healthChecks[0]': 'x'. The referenced resource cannot be found.";
    lab.answer = (call) => (call === insertion ? { code: 400, reason: 'invalid', message } : undefined);
    await expect(lab.pool().add(80)).rejects.toThrow('The referenced resource cannot be found');
    expect(ofMethod(lab.calls, 'backendServices.insert')).toHaveLength(1);
  });

  test('a resource that is not ready: waited for, and balanced as desired', async () => {
    const lab = poolLab();
    let refusals = 2;
    lab.answer = (call) =>
      call === insertion && refusals-- > 0 ? { code: 400, reason: 'resourceNotReady' } : undefined;
    await lab.pool().add(80);
    expect(modes(await lab.service())).toEqual(['RATE']);
  });
});

describe('ingress-gce#797, ingress-gce#646: the first error stops', () => {
  const ports = [80, 81, 82];
  const refused = { code: 403, reason: 'forbidden', message: 'no permission' };

  test('sync', async () => {
    const lab = poolLab();
    lab.answer = (call) => {
      if (call !== 'POST global/healthChecks') return undefined;
      lab.answer = () => undefined;
      return refused;
    };
    const error: unknown = await lab
      .pool()
      .sync(ports)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({ errors: [{ nodePort: 80, code: 403 }] });
    expect((await lab.cloud.listBackendServices()).map(({ port }) => port)).toEqual([81, 82]);
    await lab.pool().sync(ports);
    await expect(lab.pool().plan(ports)).resolves.toMatchObject({ waves: [] });
  });

  test('gc', async () => {
    const lab = poolLab();
    await lab.pool().sync(ports);
    lab.answer = (call) => (call === 'DELETE global/backendServices/k8s-be-80--uid' ? refused : undefined);
    await expect(lab.pool().gc([])).rejects.toMatchObject({ errors: [{ nodePort: 80, code: 403 }] });
    expect((await lab.cloud.listBackendServices()).map(({ port }) => port)).toEqual([80]);
    lab.answer = () => undefined;
    await lab.pool().gc([]);
    expect(await lab.cloud.listHealthChecks()).toEqual([]);
  });
});

test('ingress-gce#1589, kubernetes#62878: groups of zones that have vanished stay linked for ever, or go at once', async () => {
  const lab = poolLab();
  const retireZonesAfterMs = 3_600_000;
  await lab.pool({ zones }).sync([80, 81]);
  const pool = lab.pool({ zones: [zoneA], retireZonesAfterMs });
  await pool.reconcile([80, 81]);
  expect((await lab.service()).backends).toHaveLength(2);
  lab.clock.time += retireZonesAfterMs;
  await pool.reconcile([80, 81]);
  expect((await lab.service(80)).backends).toHaveLength(1);
  expect((await lab.service(81)).backends).toHaveLength(1);
  expect((await lab.cloud.listInstanceGroups()).map(({ zone }) => zone?.split('/').at(-1))).toEqual([zoneA]);
});

test('ingress-gce#47, ingress-gce#49: a 403 of any kind is shown as a quota', async () => {
  const said = async (reason: string, message: string): Promise<string> => {
    const lab = poolLab();
    lab.answer = (call) => (call === insertion ? { code: 403, reason, message } : undefined);
    return String(
      await lab
        .pool()
        .add(80)
        .catch((error: unknown) => error),
    );
  };
  const permission = await said('forbidden', "Required 'compute.backendServices.create' permission for 'x'");
  expect(permission).toContain("Required 'compute.backendServices.create' permission");
  expect(permission).not.toMatch(/quota/i);
  expect(await said('quotaExceeded', "Quota 'BACKEND_SERVICES' exceeded. Limit: 3.0 globally.")).toMatch(/Limit: 3/);
});

test('named ports are set without a fingerprint: of two writers, one loses', async () => {
  const lab = poolLab();
  await lab.pool().add(80);
  let isFirst = true;
  lab.answer = (call) => {
    if (!call.endsWith('/setNamedPorts') || !isFirst) return undefined;
    isFirst = false;
    lab.request('POST', `zones/${zoneA}/instanceGroups/k8s-ig--uid/setNamedPorts`, {
      namedPorts: [
        { name: 'port80', port: 80 },
        { name: 'theirs', port: 9 },
      ],
    });
    return undefined;
  };
  await lab.pool().add(81);
  expect((await lab.group()).namedPorts?.map(({ name }) => name).toSorted()).toEqual(['port80', 'port81', 'theirs']);
});

test.each([
  [412, 'conditionNotMet'],
  [429, 'rateLimitExceeded'],
  [403, 'rateLimitExceeded'],
  [500, 'internalError'],
  [503, 'backendError'],
  [0, 'lost'],
])('%i %s is not outlasted within a sync', async (code, reason) => {
  const lab = poolLab();
  await lab.pool().add(80);
  let refusals = 2;
  const refuse = (): ReturnType<PoolLab['answer']> => {
    if (refusals-- <= 0) return undefined;
    return code === 0 ? 'lost' : { code, reason };
  };
  const isPatch = (call: string): boolean => call.startsWith('PATCH global/backendServices');
  lab.answer = (call) => (isPatch(call) ? refuse() : undefined);
  await lab.pool().add({ nodePort: 80, backendService: { timeoutSec: 7 } });
  expect(await lab.service()).toMatchObject({ timeoutSec: 7 });
  expect(refusals).toBeLessThanOrEqual(0);
});

test('there is no dry run', async () => {
  const lab = poolLab();
  await lab.pool().sync([80, 81]);
  lab.calls.length = 0;
  const planned = await lab.pool().plan([{ nodePort: 80, protocol: 'HTTPS' }, 82]);
  expect(changes(lab.calls)).toEqual([]);
  const steps = planned.waves.flat();
  expect(steps.every(({ reason }) => reason !== '')).toBe(true);
  // On paper and back.
  const { outcomes } = await lab.pool().apply(JSON.parse(JSON.stringify(planned)));
  expect(outcomes.map(({ step, outcome }) => `${outcome} ${step.resource}`)).toEqual(
    steps.map(({ resource }) => `done ${resource}`),
  );
  await expect(lab.service(81)).rejects.toMatchObject({ code: 404 });
});

describe('limits that the documentation admits', () => {
  test('ingress-gce#136, contrib#344, kubeflow/testing#361, kubeflow/testing#664: tearing the cluster down leaks everything', async () => {
    const lab = poolLab();
    lab.begin();
    const before = lab.state();
    await lab.pool({ zones }).sync([80, 81]);
    // Another process, which knows nothing of the first.
    await lab.pool({ zones }).shutdown();
    expect(lab.state()).toEqual(before);
  });

  test('another uid orphans everything: the old one can still be shut down', async () => {
    const lab = poolLab();
    await lab.pool().sync([80]);
    const namer = new Namer('renamed');
    await lab.pool({ namer }).reconcile([80]);
    await lab.pool().shutdown();
    expect((await lab.cloud.listBackendServices()).map(({ name }) => name)).toEqual(['k8s-be-80--renamed']);
    expect((await lab.cloud.listInstanceGroups()).map(({ name }) => name)).toEqual(['k8s-ig--renamed']);
  });

  test('kubernetes#17464, kubernetes#19120, kubernetes#43466: few backend services: the quota ends one port, and the others are served', async () => {
    const lab = poolLab();
    const events: PoolEvent[] = [];
    lab.answer = (call) => {
      const isFull = events.filter(({ type }) => type === 'stepFinished').length >= 6;
      return call === insertion && isFull ? { code: 403, reason: 'quotaExceeded', message: 'Limit: 2.0' } : undefined;
    };
    const pool = lab.pool({ concurrency: 1, onEvent: (event) => events.push(event) });
    await expect(pool.sync([80, 81, 82])).rejects.toMatchObject({ errors: [{ nodePort: 82, code: 403 }] });
    expect(await lab.cloud.listBackendServices()).toHaveLength(2);
  });
});
