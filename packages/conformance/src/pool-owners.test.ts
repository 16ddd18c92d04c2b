import { type LoopEvent, ReconcileLoop } from '@gcepool/core';
import { describe, expect, test } from 'vitest';
import { changes, poolLab, zoneA, zoneB } from './pool-lab.test-support.ts';
import type { PoolLab } from './pool-lab.test-support.ts';

/** What the ingress controller makes for the same service and cluster uid: names and texts alike. */
function madeByIngress(lab: PoolLab, description: string): void {
  const name = lab.namer.backend(80);
  const group = lab.namer.instanceGroup();
  lab.request('POST', `zones/${zoneA}/instanceGroups`, { name: group, namedPorts: [{ name: 'port80', port: 80 }] });
  lab.request('POST', 'global/healthChecks', {
    name,
    type: 'HTTP',
    description: 'Default kubernetes L7 Loadbalancing health check.',
    httpHealthCheck: { port: 80, requestPath: '/' },
  });
  lab.request('POST', 'global/backendServices', {
    name,
    description,
    protocol: 'HTTP',
    portName: 'port80',
    healthChecks: [`global/healthChecks/${name}`],
    backends: [{ group: `zones/${zoneA}/instanceGroups/${group}`, balancingMode: 'RATE', maxRatePerInstance: 1 }],
  });
}

const cart = { nodePort: 80, key: 'shop/cart/http' };
const ofIngress = '{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"http"}';

describe('what Kubernetes’ own controllers describe is another owner’s', () => {
  test.each([
    ofIngress,
    '{"kubernetes.io/service-name":"shop/cart","kubernetes.io/service-port":"http","x-features":["NEG"]}',
    '{"networking.gke.io/service-name":"shop/cart","networking.gke.io/api-version":"ga"}',
  ])('%s is not changed, not deleted and not shut down', async (description) => {
    const lab = poolLab();
    madeByIngress(lab, description);
    const before = lab.state();
    await expect(lab.pool().sync([cart])).rejects.toThrow(/k8s-be-80--uid is not of this pool: Kubernetes' \w+ contr/);
    await lab.pool().gc([]);
    await expect(lab.pool().reconcile([])).resolves.toMatchObject({ outcomes: [] });
    await expect(lab.pool().delete(80)).resolves.toMatchObject({ outcomes: [] });
    const { notices } = await lab.pool().shutdown();
    expect(notices.map(({ message }) => message).join()).toMatch(/is not of this pool and stays/);
    expect(lab.state()).toEqual(before);
  });

  test('beside it the pool serves its own ports, and leaves the group that may be shared', async () => {
    const lab = poolLab();
    madeByIngress(lab, ofIngress);
    const { fingerprint: _changes, ...service } = await lab.service();
    await lab.pool().sync([81]);
    await lab.pool().shutdown();
    expect(Object.keys(lab.state()).filter((path) => path.includes('k8s-be-81'))).toEqual([]);
    expect(await lab.service()).toMatchObject(service);
    await expect(lab.group()).resolves.toMatchObject({ name: 'k8s-ig--uid' });
    // Its service is gone, and for a moment nothing uses the group: another one is to come.
    lab.request('DELETE', 'global/backendServices/k8s-be-80--uid');
    lab.request('POST', 'global/backendServices', { name: 'k8s-be-90--uid', description: ofIngress });
    await lab.pool().sync([81]);
    await lab.pool().shutdown();
    await expect(lab.group()).resolves.toMatchObject({ name: 'k8s-ig--uid' });
  });

  test('it is taken over where that is asked for', async () => {
    const lab = poolLab();
    madeByIngress(lab, ofIngress);
    await lab.pool({ adopt: 'kubernetes' }).sync([cart]);
    expect(JSON.parse((await lab.service()).description ?? '')).toMatchObject({ 'gcepool/cluster': 'uid' });
    lab.calls.length = 0;
    await lab.pool().sync([cart]);
    expect(changes(lab.calls)).toEqual([]);
  });

  test('what was made in 2017, and by releases before marks named a writer, stays the pool’s without a change', async () => {
    const lab = poolLab();
    madeByIngress(lab, '');
    await lab.pool().sync([cart]);
    lab.calls.length = 0;
    await lab.pool({ writer: 'newer' }).sync([cart]);
    expect(changes(lab.calls)).toEqual([]);
  });
});

describe('two that undo each other’s work', () => {
  /** A loop of a process of its own; each call is one run. */
  function process(lab: PoolLab, writer: string, protocol: 'HTTP' | 'HTTPS' | 'none') {
    const pool = lab.pool({ writer });
    const events: LoopEvent[] = [];
    const once = async (): Promise<void> => {
      const stop = new AbortController();
      const loop = new ReconcileLoop({
        reconcile: () => pool.reconcile(protocol === 'none' ? [] : [{ ...cart, protocol }], {}),
        clock: lab.clock,
        onEvent: (event) => {
          events.push(event);
          stop.abort();
        },
      });
      await loop.run(stop.signal);
    };
    return { once, pool, errors: () => events.flatMap((event) => ('error' in event ? [String(event.error)] : [])) };
  }

  test.each(['HTTPS', 'none'] as const)(
    'notice within three runs, and one of them says who else writes: %s',
    async (other) => {
      const lab = poolLab();
      const [a, b] = [process(lab, 'gcepool on host-a', 'HTTP'), process(lab, 'gcepool on host-b', other)];
      for (let run = 1; run <= 3; run += 1) {
        lab.clock.time += 60_000;
        await a.once();
        lab.clock.time += 1_000;
        await b.once();
      }
      const errors = [...a.errors(), ...b.errors()];
      expect(errors).toEqual([
        expect.stringMatching(
          /^RivalWriterError: nothing was done: gcepool on host-[ab] has undone .*(?:backendServices|healthChecks)\/k8s-be-80--uid twice, the last time at 1970-01-01T00:0\d:\d\d\.000Z/,
        ),
      ]);
      // The other goes on, and has peace.
      lab.calls.length = 0;
      for (let run = 1; run <= 2; run += 1) for (const each of [a, b]) await each.once();
      expect(changes(lab.calls)).toEqual([]);
    },
  );

  test('a new process may write over what the one before wrote, as often as its own wishes change', async () => {
    const lab = poolLab();
    await lab.pool({ writer: 'old' }).sync([cart]);
    const pool = lab.pool({ writer: 'new' });
    for (const protocol of ['HTTPS', 'HTTP', 'HTTPS', 'HTTP'] as const) await pool.sync([{ ...cart, protocol }]);
    expect(JSON.parse((await lab.service()).description ?? '')).toMatchObject({
      'gcepool/writer': 'new',
      'gcepool/written': expect.stringMatching(/^1970/),
    });
  });

  test('by force it goes on all the same', async () => {
    const lab = poolLab();
    const [a, b] = [lab.pool({ writer: 'a' }), lab.pool({ writer: 'b' })];
    const other = { ...cart, protocol: 'HTTPS' } as const;
    for (let run = 1; run <= 2; run += 1) {
      await a.reconcile([cart]);
      await b.reconcile([other]);
    }
    await expect(a.reconcile([cart])).rejects.toThrow('b has undone');
    await expect(a.apply(await a.plan([cart]))).rejects.toThrow('b has undone');
    await a.reconcile([cart], { force: true });
    expect(await lab.service()).toMatchObject({ protocol: 'HTTP' });
  });

  /** Two take turns until one stops; what the error says, and after how many runs. */
  async function untilOneStops(lab: PoolLab, turns: readonly (() => Promise<unknown>)[]) {
    for (let run = 1; run <= 10; run += 1) {
      for (const turn of turns) {
        lab.clock.time += 60_000;
        const told = await turn().then(
          () => undefined,
          (reason: unknown) => (reason instanceof Error ? `${reason.name}: ${reason.message}` : 'no error'),
        );
        if (told !== undefined) return { run, told };
      }
    }
    return undefined;
  }
  const nodes = (...names: readonly string[]) => names.map((name) => ({ name, zone: zoneA }));

  test('notice it by the members of groups, which bear no word of who writes', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2', 'n3');
    const [a, b] = ['a', 'b'].map((writer) => lab.pool({ writer, healthyWithinMs: false }));
    await a?.reconcile([cart]);
    const stopped = await untilOneStops(lab, [
      async () => a?.nodes.sync(nodes('n1', 'n2')),
      async () => b?.nodes.sync(nodes('n2', 'n3')),
    ]);
    expect(stopped).toEqual({
      run: 3,
      told: expect.stringMatching(
        /^RivalWriterError: nothing was done: user@example.com \(by removeInstances\) has undone what this process did to zones\/us-central1-a\/instanceGroups\/k8s-ig--uid twice, the last time at \d{4}-\S+ \(n1 of .* was made a member\)\. Two that want /,
      ),
    });
    // The other has peace.
    lab.calls.length = 0;
    await b?.nodes.sync(nodes('n2', 'n3'));
    await expect(a?.nodes.sync(nodes('n1', 'n2'))).rejects.toThrow('nothing was done');
    expect(changes(lab.calls)).toEqual([]);
    await a?.nodes.sync(nodes('n1', 'n2'), { force: true });
    expect(changes(lab.calls)).toHaveLength(2);
  });

  /** Somebody else, by name, takes a node out of the group in each turn. */
  const meddler = (lab: PoolLab, user: string, member: string) => async () => {
    const { status } = lab.simulator.handle({
      method: 'POST',
      url: `https://compute.googleapis.com/compute/v1/projects/p/zones/${zoneA}/instanceGroups/k8s-ig--uid/removeInstances`,
      headers: { 'x-gcepool-user': user },
      body: { instances: [{ instance: `zones/${zoneA}/instances/${member}` }] },
    });
    expect(status).toBe(200);
  };

  test('name the account that undid it in a group', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const pool = lab.pool({ writer: 'a' });
    await pool.reconcile([cart]);
    const turns = [() => pool.nodes.sync(nodes('n1', 'n2')), meddler(lab, 'ops@example.com', 'n1')];
    expect(await untilOneStops(lab, turns)).toEqual({
      run: 3,
      told: expect.stringContaining('nothing was done: ops@example.com (by removeInstances) has undone what'),
    });
    // A deed of another kind, by somebody else, undid nothing.
    await lab.cloud.setNamedPorts('k8s-ig--uid', zoneA, []);
    await expect(pool.nodes.sync(nodes('n1', 'n2'))).rejects.toMatchObject({
      writer: { name: 'ops@example.com (by removeInstances)', time: expect.stringMatching(/^\d{4}-/) },
    });
  });

  test.each([
    [403, 'forbidden', 'reading its operations takes compute.zoneOperations.list: '],
    [404, 'notFound', 'zoneOperations.list of '],
  ])('stop where nobody may know who it was: %d', async (code, reason, why) => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    lab.answer = (call) => (/^GET .*\/operations$/.test(call) ? { code, reason } : undefined);
    const pool = lab.pool({ writer: 'a' });
    await pool.reconcile([cart]);
    const turns = [() => pool.nodes.sync(nodes('n1', 'n2')), meddler(lab, 'ops@example.com', 'n1')];
    const stopped = await untilOneStops(lab, turns);
    expect(stopped).toEqual({
      run: 3,
      told: expect.stringContaining('nothing was done: somebody has undone what this process did to zones/'),
    });
    expect(stopped?.told).toContain(`. Who it was is not known (${why}`);
    expect(stopped?.told).toContain('; `gcloud compute operations list --filter=');
  });

  test('notice it by named ports', async () => {
    const lab = poolLab();
    const pool = lab.pool({ writer: 'a' });
    const group = `zones/${zoneA}/instanceGroups/k8s-ig--uid`;
    const stopped = await untilOneStops(lab, [
      () => pool.reconcile([cart]),
      // A pool of 2017 replaces the whole list.
      async () => lab.request('POST', `${group}/setNamedPorts`, { namedPorts: [{ name: 'port9', port: 9 }] }),
    ]);
    expect(stopped).toEqual({ run: 3, told: expect.stringContaining('(port80:80 of ' + group) });
  });

  test('notice it by the groups of zones', async () => {
    const lab = poolLab();
    const group = `zones/${zoneB}/instanceGroups/k8s-ig--uid`;
    const pool = lab.pool({ writer: 'a', zones: [zoneA, zoneB] });
    const stopped = await untilOneStops(lab, [
      () => pool.reconcile([cart]),
      async () => {
        lab.request('PATCH', 'global/backendServices/k8s-be-80--uid', {
          fingerprint: (await lab.service()).fingerprint,
          backends: (await lab.service()).backends?.filter(({ group: link = '' }) => !link.endsWith(group)),
        });
        lab.request('DELETE', group);
      },
    ]);
    expect(stopped).toEqual({ run: 3, told: expect.stringContaining(`(${group} was made there)`) });
  });

  test('a hand that does the same once a day is no rival', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const pool = lab.pool({ writer: 'a' });
    await pool.reconcile([cart]);
    for (let day = 1; day <= 5; day += 1) {
      await expect(pool.nodes.sync(nodes('n1', 'n2'))).resolves.toBeDefined();
      lab.clock.time += 86_400_000;
      await lab.cloud.removeInstances('k8s-ig--uid', zoneA, ['n1']);
    }
  });

  test.each([
    ['gone', () => nodes('n2')],
    ['not Ready', () => [...nodes('n2'), { name: 'n1', zone: zoneA, waits: 'is not Ready' }]],
  ])('neither is whoever makes a machine anew while its node is %s', async (_, meanwhile) => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const pool = lab.pool({ writer: 'a' });
    await pool.reconcile([cart]);
    for (let time = 1; time <= 5; time += 1) {
      lab.clock.time += 60_000;
      await expect(pool.nodes.sync(nodes('n1', 'n2'))).resolves.toBeDefined();
      for (const part of ['instances', 'disks']) lab.request('DELETE', `zones/${zoneA}/${part}/n1`);
      await pool.nodes.sync(meanwhile());
      lab.insertNodes(zoneA, 'n1');
    }
  });

  test('nor is a process that changes its own mind about members and named ports', async () => {
    const lab = poolLab();
    lab.insertNodes(zoneA, 'n1', 'n2');
    const pool = lab.pool({ writer: 'a', namedPorts: 'prune' });
    for (let time = 1; time <= 5; time += 1) {
      for (const [ports, members] of [
        [[cart, 81], nodes('n1', 'n2')],
        [[cart], nodes('n2')],
      ] as const) {
        await expect(pool.reconcile(ports)).resolves.toBeDefined();
        await expect(pool.nodes.sync(members)).resolves.toBeDefined();
      }
    }
  });
});
