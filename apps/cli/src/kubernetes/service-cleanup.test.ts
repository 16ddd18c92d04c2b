import { Namer } from '@gcepool/core';
import { ServiceFinalizer } from '@gcepool/kubernetes';
import type { ApiRequest, JsonObject } from '@gcepool/kubernetes';
import { expect, test } from 'vitest';
import { chooseCloud } from '../cloud/choose-cloud.ts';
import { withCloud } from '../cloud/with-cloud.ts';
import { openPool } from '../pool/pool-session.ts';
import { clusterOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { finalizerName, ServiceCleanup } from './service-cleanup.ts';

const CLUSTER = 'shop';
const FINALIZER = finalizerName(new Namer(CLUSTER));
const GONE = { namespace: 'shop', name: 'cart', uid: 'uid-1' };

/** An API server with one Service, which is being deleted, and had its nodePort changed before that. */
function deletedService(nodePort: number) {
  const metadata = { ...GONE, finalizers: [FINALIZER], deletionTimestamp: '2026-01-01T00:00:00Z' };
  const service: JsonObject = { metadata, spec: { ports: [{ nodePort }] } };
  const written: unknown[] = [];
  const api = {
    address: 'https://kube.example',
    ask: async ({ method, body }: ApiRequest): Promise<JsonObject> => {
      if (method === 'PATCH') written.push(body);
      return { items: [service] };
    },
    follow: () => Promise.reject(new Error('nobody follows')),
  };
  return { api, service, written };
}

const clusterWith = (given: Partial<Pick<Cluster, 'ports' | 'refused'>>) =>
  clusterOf({ ports: [], nodes: [], remarks: [], refused: [], ...given }, { zones: ['us-central1-a'] });
const TILL = { nodePort: 30_001, service: 'shop/till' };
const REFUSED = { where: 'shop/till', problem: 'cannot be used', services: ['shop/till'], nodePorts: [30_001] };

test.each([
  ['goes with it', clusterWith({}), []],
  ['stays where another Service has its nodePort now', clusterWith({ ports: [TILL] }), [30_001]],
  ['stays where one that cannot be used has it', clusterWith({ refused: [REFUSED] }), [30_001]],
])('the backend of a Service that is deleted %s, and the finalizer is taken off', async (_, cluster, left) => {
  const { api, service, written } = deletedService(30_009);
  const finalizer = new ServiceFinalizer({ api, name: FINALIZER, mayWrite: () => Promise.resolve(true) });
  const objects = () => [{ kind: 'Service', where: '', object: service }];
  const cleanup = new ServiceCleanup({ finalizer, isOn: true, scope: {}, objects });
  await withCloud(chooseCloud({ cloud: 'sim' }), async (open) => {
    const session = openPool(open, { cluster: CLUSTER, zones: ['us-central1-a'] });
    // As it is where the description could not be changed.
    await session.pool.sync([{ nodePort: 30_001, service: 'shop/cart' }]);
    expect(await cleanup.finish(session, cluster)).toEqual([]);
    const names = (await session.pool.list()).map(({ name }) => name);
    expect(names).toEqual(left.map((nodePort) => session.namer.backend(nodePort)));
    expect(written).toMatchObject([{ metadata: { finalizers: [] } }]);
  });
});
