import { beforeEach, expect, test } from 'vitest';
import { InMemoryCloud } from './cloud/in-memory-cloud.test-support.ts';
import { lastSegment } from './cloud/link.ts';
import { refusal } from './cloud/refusal.test-support.ts';
import { Namer, newBackendPool } from './index.ts';
import type { Backends } from './index.ts';

const NODES = [{ name: 'n2', zone: 'b' }];
let cloud: InMemoryCloud;
let pool: Backends;

const members = async (zone: string): Promise<string[]> =>
  (await cloud.listInstances('k8s-ig', zone)).map((member) => lastSegment(member));

/** A port is served by a node of zone a, and shall be by one of zone b, to whose group it cannot be linked. */
beforeEach(async () => {
  cloud = new InMemoryCloud(['a', 'b']);
  let zones = ['a'];
  pool = newBackendPool({ cloud, namer: new Namer(), zones: { listZones: async () => zones } });
  await pool.sync([80]);
  await pool.nodes.sync([{ name: 'n1', zone: 'a' }]);
  zones = ['b'];
  cloud.refuse = (call) => (/^(?:patch|update)BackendService/.test(call) ? refusal(403, 'forbidden', 'no') : undefined);
  await pool.sync([80]).catch(() => undefined);
});

test('no node leaves for a group that a port could not be linked to', async () => {
  await expect(pool.nodes.sync(NODES)).rejects.toThrow('n1 left in until every port reaches all groups');
  await expect(Promise.all([members('a'), members('b')])).resolves.toEqual([['n1'], ['n2']]);
});

test('a run that succeeds lets the node leave', async () => {
  cloud.refuse = () => undefined;
  await pool.sync([80]);
  await pool.nodes.sync(NODES);
  await expect(Promise.all([members('a'), members('b')])).resolves.toEqual([[], ['n2']]);
});

test('neither deletion nor another port makes up for it', async () => {
  cloud.refuse = (call) => (call.startsWith('patchBackendService') ? refusal(403, 'forbidden', 'no') : undefined);
  await pool.gc([80]);
  await pool.add(81);
  await expect(pool.nodes.sync(NODES)).rejects.toThrow('n1 left in');
});

test('by force it leaves all the same', async () => {
  await pool.nodes.sync(NODES, { force: true });
  await expect(members('a')).resolves.toEqual([]);
});

test('what cannot be read is taken for unreached', async () => {
  cloud.refuse = (call) => (call.startsWith('listBackendServices') ? refusal(403, 'forbidden', 'no') : undefined);
  await expect(pool.sync([80])).rejects.toThrow('no');
  await expect(pool.nodes.sync(NODES)).rejects.toThrow('n1 left in');
});

test('no node leaves for a zone that could get no group', async () => {
  const made = new InMemoryCloud(['a', 'b', 'c']);
  let zones = ['a'];
  const other = newBackendPool({ cloud: made, namer: new Namer(), zones: { listZones: async () => zones } });
  await other.sync([80]);
  await other.nodes.sync([{ name: 'n1', zone: 'a' }]);
  zones = ['c'];
  made.refuse = (call) => (call.startsWith('createInstanceGroup') ? refusal(403, 'quotaExceeded', 'no') : undefined);
  await expect(other.sync([80])).rejects.toThrow('no');
  await expect(other.nodes.sync([{ name: 'n3', zone: 'c' }])).rejects.toThrow('n1 left in');
});
