import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectWithInstance, projectWithManager, ZONE as EAST } from '../../test/machines.ts';
import { ZONE } from '../../test/populated-project.ts';
import { testProject } from '../../test/test-project.ts';
import type { Collection } from '../collections/collection.ts';
import { asArray, asObject } from '../kernel/json.ts';
import { collections } from '../collections/generated/collections.ts';
import { routesOf } from './routes.ts';

const page = readFileSync(new URL('../../../../docs/concurrency.md', import.meta.url), 'utf8');
const methods = new Set(routesOf('v1').all.map(({ method }) => `${method.collection}.${method.name}`));

/** The ids of some methods of a collection, wherever its resources can be. */
const idsOf = ({ collections: names }: Collection, of: readonly string[]): readonly string[] =>
  names.flatMap((name) => of.map((method) => `${name}.${method}`)).filter((id) => methods.has(id));

test('docs/concurrency.md names the methods that wait for one another', () => {
  const named = [...page.matchAll(/`(\w+\.\w+)`/g)].map(([, id = '']) => id);
  const waiting = collections.flatMap((each) => idsOf(each, each.operations?.queued ?? []));
  expect(named.toSorted()).toEqual(waiting.toSorted());
});

test('and those that have words of their own for it', () => {
  const [, named = ''] = /^\| (`addPeering`.*) of a network \|/m.exec(page) ?? [];
  const own = collections.flatMap(({ name, operations: { busy = {} } = {} }) =>
    Object.keys(busy).map((method) => [name, method]),
  );
  expect(own).toEqual([...named.matchAll(/`(\w+)`/g)].map(([, method]) => ['networks', method]));
});

test('snapshots of a disk that are taken at once are all taken, and the disk is not deleted meanwhile', () => {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '10' });
  for (const name of ['s', 't', 'u']) project.begin('POST', `${ZONE}/disks/d/createSnapshot`, { name });
  expect(project.refused('DELETE', `${ZONE}/disks/d`).reason).toBe('resourceNotReady');
  expect(project.names('global/snapshots')).toEqual(['s', 't', 'u']);
});

test('disks are attached to an instance and detached from it at once, each under a name of its own', () => {
  const project = projectWithInstance();
  const disks = ['d', 'e'];
  for (const name of disks) project.make('POST', `${EAST}/disks`, { name, sizeGb: '10' });
  for (const name of disks)
    project.begin('POST', `${EAST}/instances/i/attachDisk`, { source: `${EAST}/disks/${name}` });
  expect(project.refused('POST', `${EAST}/instances/i/stop`).reason).toBe('resourceNotReady');
  const attached = asArray(project.get(`${EAST}/instances/i`)['disks']).map(asObject);
  expect(attached.map(({ deviceName, index }) => [deviceName, index])).toEqual([
    ['persistent-disk-0', 0],
    ['persistent-disk-1', 1],
    ['persistent-disk-2', 2],
  ]);
  for (const index of [1, 2]) {
    project.begin('POST', `${EAST}/instances/i/detachDisk?deviceName=persistent-disk-${index}`);
  }
  expect(asArray(project.get(`${EAST}/instances/i`)['disks'])).toHaveLength(1);
  for (const name of disks) project.make('DELETE', `${EAST}/disks/${name}`);
});

test('what refers to a resource that is at work can be made meanwhile', () => {
  const project = testProject();
  const check = { name: 'h', type: 'TCP', tcpHealthCheck: { port: 80 } };
  project.make('POST', 'global/healthChecks', check);
  project.begin('PATCH', 'global/healthChecks/h', { description: 'd' });
  project.begin('POST', 'global/backendServices', { name: 'b', healthChecks: ['global/healthChecks/h'] });
  expect(project.refused('PATCH', 'global/healthChecks/h', { description: 'e' }).reason).toBe('resourceNotReady');
  expect(project.get('global/healthChecks/h')['description']).toBe('d');
});

test('several instances of a group are made, given other state and deleted at once', () => {
  const project = projectWithManager({ targetSize: 0 });
  const manager = `${EAST}/instanceGroupManagers/m`;
  const preservedState = { metadata: { a: '1' } };
  const begin = (method: string, body: object): void => void project.begin('POST', `${manager}/${method}`, body);
  for (const name of ['v', 'w', 'x']) begin('createInstances', { instances: [{ name, preservedState }] });
  project.simulator.clock.advance(60_000);
  for (const name of ['v', 'w']) begin('deletePerInstanceConfigs', { names: [name] });
  for (const name of ['v', 'w']) begin('applyUpdatesToInstances', { instances: [`${EAST}/instances/${name}`] });
  begin('deleteInstances', { instances: [`${EAST}/instances/x`] });
  expect(project.refused('POST', `${manager}/resize?size=0`).reason).toBe('resourceNotReady');
  project.simulator.clock.advance(60_000);
  expect(project.names(`${EAST}/instances`)).toEqual(['v', 'w']);
  expect(project.get(manager)).toMatchObject({ targetSize: 2, status: { stateful: { hasStatefulConfig: false } } });
});
