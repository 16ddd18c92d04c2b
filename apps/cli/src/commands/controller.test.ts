import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at as fieldAt, itemsAt } from '@gcepool/kubernetes';
import { createSimulator } from '@gcepool/sim';
import type { Simulator } from '@gcepool/sim';
import { listen } from '@gcepool/sim/node';
import type { SimulatorServer } from '@gcepool/sim/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiServerFixture } from '../../../../packages/kubernetes/src/api-server/api-server-fixture.test-support.ts';
import type { ApiServerFixture } from '../../../../packages/kubernetes/src/api-server/api-server-fixture.test-support.ts';
import { simulatedProject } from '../cloud/choose-cloud.ts';
import { writeKubeconfig } from '../kubeconfig.test-support.ts';
import { plainStyle } from '../output/style.ts';
import { controller } from './controller.ts';
import type { ControllerOptions } from './controller.ts';
import { LONG_RUN } from './long-run.test-support.ts';

const services = '/api/v1/services';
const service = (name: string, nodePort: number) => ({
  metadata: { name, namespace: 'shop' },
  spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort }] },
});

let server: ApiServerFixture;
let simulator: Simulator;
let cloud: SimulatorServer;
let folder: string;
let time: number;
let sleepers: { readonly at: number; readonly wake: () => void }[];

beforeEach(async () => {
  [time, sleepers] = [0, []];
  server = await apiServerFixture();
  server.put(services, service('cart', 30_001));
  simulator = createSimulator();
  cloud = await listen(simulator);
  folder = await mkdtemp(join(tmpdir(), 'gcepool-controller-'));
  await writeKubeconfig(join(folder, 'config'), server.api.address);
});
afterEach(async () => {
  await cloud.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** Lets what the controller asks the API server for be answered: it takes no more round trips one after the other than these. */
async function settled(): Promise<void> {
  // An answer of any kind has made its round.
  for (let trip = 0; trip < 4; trip += 1) await server.api.ask({ path: '/healthz' }).catch(() => undefined);
}

async function pass(ms: number): Promise<void> {
  for (const end = time + ms; time < end;) {
    time += 500;
    const due = sleepers.filter(({ at }) => at <= time);
    sleepers = sleepers.filter(({ at }) => at > time);
    for (const { wake } of due) wake();
    if (due.length > 0) await settled();
  }
}

/** Somebody takes the Lease, for a second. */
async function handLeaseTo(holder: string): Promise<void> {
  const path = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/gcepool-shop';
  const { metadata, spec } = await server.api.ask({ path });
  const body = { metadata, spec: { ...(spec as object), holderIdentity: holder, leaseDurationSeconds: 1 } };
  await server.api.ask({ method: 'PUT', path, body });
}

/** A replica at work, and what it prints. */
function replica(options: Partial<ControllerOptions> = {}) {
  const lines: string[] = [];
  let waiting: { readonly said: string; readonly resolve: () => void }[] = [];
  const stop = new AbortController();
  const clock = {
    now: () => time,
    random: () => 0.5,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push({ at: time + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(new Error('woken')));
      }),
  };
  const print = (line: string): void => {
    lines.push(line.replace(/^\S+ /, ''));
    for (const { said, resolve } of waiting) if (line.includes(said)) resolve();
    waiting = waiting.filter(({ said }) => !line.includes(said));
  };
  const ended = controller(
    {
      ...LONG_RUN,
      endpoint: new URL(cloud.url),
      kubeconfig: join(folder, 'config'),
      leaseDuration: 15_000,
      renewDeadline: 10_000,
      retryPeriod: 2_000,
      report: 'none',
      ...options,
    },
    { print, remark: () => undefined, style: plainStyle },
    { clock, stop: { graceful: stop.signal, now: new AbortController().signal } },
  );
  return {
    lines,
    ended,
    /** Resolves when a line says this from now on. */
    says: (said: string) => new Promise<void>((resolve) => waiting.push({ said, resolve })),
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

/** Calls that change something. */
const changes = (): number =>
  simulator.calls.list().filter(({ method = '' }) => /\.(?:insert|patch|update|delete|set\w+)$/.test(method)).length;

test('one of two serves; the other takes over when it ends, and carries on', async () => {
  const a = replica();
  await a.says('leading');
  const made = a.says('changes made');
  await pass(1_000);
  await made;
  const b = replica();
  await b.says(' leads');

  server.put(services, service('till', 30_002));
  const more = a.says('changes made');
  await settled();
  await pass(1_500);
  await more;
  expect(a.lines).toContain('Service shop/till changed');

  await a.stop();
  expect(a.lines.slice(-2)).toEqual(['stopped', 'the Lease is given back']);
  const leading = b.says('leading');
  await pass(2_500);
  await leading;
  server.remove(services, 'till');
  const gone = b.says('changes made');
  await settled();
  await pass(2_000);
  await gone;
  expect(b.lines.join('\n')).toMatch(/done +delete +backendServices\/k8s-be-30002--shop/);
  await b.stop();
});

test('while the API server is away nothing is changed, and what changed meanwhile is done afterwards', async () => {
  const a = replica();
  await a.says('leading');
  const made = a.says('changes made');
  await pass(1_000);
  await made;
  const before = changes();
  expect(before).toBeGreaterThan(0);

  server.fail({ status: 503, reason: 'apiserver is shutting down' });
  const lost = a.says('leading no more');
  // What somebody has deleted in the cloud would be repaired otherwise.
  simulator.handle({
    method: 'DELETE',
    url: `/compute/v1/projects/${simulatedProject}/global/backendServices/k8s-be-30001--shop`,
  });
  const [deleted, read] = [changes(), simulator.calls.list().length];
  await pass(70_000);
  await lost;
  expect({ changes: changes(), read: simulator.calls.list().length }).toEqual({ changes: deleted, read });
  expect(a.lines.join('\n')).toContain('the API server: ');

  const [again, repaired] = [a.says('leading'), a.says('changes made')];
  server.fail(undefined);
  await pass(35_000);
  await Promise.all([again, repaired]);
  expect(changes()).toBeGreaterThan(deleted);
  await a.stop();
});

test('a run that was planned before somebody else had the Lease is not carried on', async () => {
  const away = simulator.faults.add({ method: '*.insert', fault: { error: { code: 503 } } });
  const a = replica({ patience: 3_600_000, logLevel: 'debug' });
  await a.says('leading');
  const waits = a.says('again in 24 s');
  await pass(60_000);
  await waits;
  away.remove();
  const before = changes();
  const lost = a.says('leading no more');
  const again = a.says('leading');
  await handLeaseTo('person');
  await pass(3_000);
  await Promise.all([lost, again]);
  const [atFailure, made] = [a.says('failed, ').then(changes), a.says('changes made')];
  await pass(20_000);
  expect(await atFailure).toBe(before);
  await made;
  await a.stop();
});

test('Services bear what became of them, and that is no change of theirs', async () => {
  const ports = [
    { name: 'http', port: 80, nodePort: 30_001 },
    { name: 'dns', port: 53, nodePort: 30_053, protocol: 'UDP' },
  ];
  server.put(services, {
    metadata: { name: 'cart', namespace: 'shop', uid: 'u1' },
    spec: { type: 'NodePort', ports },
  });
  const a = replica({ report: 'all' });
  const made = a.says('changes made');
  await a.says('leading');
  await pass(1_000);
  await made;
  const annotation = async () =>
    fieldAt(itemsAt(await server.api.ask({ path: services }), 'items')[0], 'metadata', 'annotations');
  await server.until(() => server.annotated > 0);
  expect(server.events).toEqual([
    { reason: 'NotServed', message: 'shop/cart:dns is UDP, which backend services do not carry over HTTP' },
    {
      reason: 'BackendCreated',
      message: 'backendServices/k8s-be-30001--shop: shop/cart:http (nodePort 30001) has no backend service',
    },
  ]);
  const backends = { http: { backendService: 'k8s-be-30001--shop', nodePort: 30_001, healthy: 0, total: 0 } };
  expect(await annotation()).toEqual({ 'gcepool/backends': JSON.stringify(backends) });
  const said = a.lines.length;
  await pass(30_000);
  expect(a.lines.slice(said)).toEqual([]);

  server.put(services, {
    metadata: { name: 'cart', namespace: 'shop', uid: 'u1', annotations: { 'cloud.google.com/app-protocols': '{' } },
    spec: { type: 'NodePort', ports },
  });
  const refused = a.says('failed, ');
  await settled();
  await pass(1_500);
  await refused;
  await server.until(() => server.events.length === 3);
  expect(server.events.at(-1)).toEqual({
    reason: 'Rejected',
    message: expect.stringContaining('cloud.google.com/app-protocols'),
  });
  await a.stop();
});

test('a Service that is deleted takes no backend along whose nodePort is another one’s by now', async () => {
  const cart = service('cart', 30_001);
  const kept = { ...cart.metadata, uid: 'u1', finalizers: ['gcepool/cleanup-shop'] };
  server.put(services, { ...cart, metadata: kept });
  const a = replica({ finalizer: true });
  await a.says('leading');
  const made = a.says('changes made');
  await pass(1_000);
  await made;

  // The description says for now what it said.
  simulator.faults.add({ method: 'backendServices.patch', fault: { error: { code: 403 } } });
  const deletionTimestamp = '2026-01-01T00:00:00Z';
  server.put(services, {
    metadata: { ...kept, deletionTimestamp },
    spec: { type: 'ClusterIP', ports: [{ port: 80 }] },
  });
  const till = service('till', 30_001);
  server.put(services, { ...till, metadata: { ...till.metadata, uid: 'u2' } });
  const failed = a.says('failed');
  await settled();
  await pass(1_500);
  await failed;
  expect(simulator.calls.list().filter(({ method }) => method === 'backendServices.delete')).toEqual([]);
  const list = await server.api.ask({ path: services });
  expect(itemsAt(list, 'items').map((item) => fieldAt(item, 'metadata', 'name'))).toEqual(['till']);
  await a.stop();
});

test('a cluster that was never read leads to nothing', async () => {
  server.fail({ status: 403, reason: 'services is forbidden' });
  const a = replica();
  await a.says('services is forbidden');
  await pass(60_000);
  expect(a.lines).not.toContain('leading');
  await a.stop();
  expect(simulator.calls.list()).toEqual([]);
});

test('times of a Lease that leave no room for each other are refused', async () => {
  await expect(replica({ renewDeadline: 20_000 }).ended).rejects.toThrow('--lease-duration: a lease of 15000 ms');
});
