import { describe, expect, test } from 'vitest';
import { instance, ZONE } from '../../test/machines.ts';
import type { TestProject } from '../../test/test-project.ts';
import { projectIn } from '../../test/test-project.ts';
import type { Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';

const CHECKS = 'global/healthChecks';
const check = (name: string): object => ({ name, type: 'TCP' });

/** Two projects of which each has all kinds of things that a state remembers. */
function busy(clock: 'instant' | 'manual' = 'instant'): readonly [Simulator, TestProject, TestProject] {
  const simulator = createSimulator({ clock });
  const [one, two] = [projectIn(simulator, 'p1'), projectIn(simulator, 'p2')];
  for (const project of [one, two]) project.begin('POST', 'global/addresses', { name: 'ip' });
  simulator.clock.runUntilIdle();
  for (const project of [one, two]) {
    const path = `projects/${project.name}/${ZONE}/instances/i`;
    project.begin('POST', `${CHECKS}?requestId=11111111-2222-4333-8444-555555555555`, check('a'));
    project.begin('POST', `${ZONE}/instances`, instance('i', { machineType: `${ZONE}/machineTypes/e2-small` }));
    simulator.health.set({ instance: path, behaviour: 'down' });
    simulator.quotas.set({ project: project.name, metric: 'HEALTH_CHECKS', limit: 7 });
    simulator.guests.print({ instance: path, text: 'hello' });
    simulator.handle({ method: 'POST', url: `/v1/projects/${project.name}/services/storage.googleapis.com:enable` });
  }
  return [simulator, one, two];
}

/** All that a snapshot has of a project, by what of it. */
const keysOf = (simulator: Simulator, project: string): readonly string[] =>
  Object.entries(simulator.snapshot()).flatMap(([name, entries]) =>
    Array.isArray(entries) ? entries.filter((entry) => JSON.stringify(entry).includes(project)).map(() => name) : [],
  );

test.each(['instant', 'manual'] as const)(
  'of a project that is reset nothing is left, and of others all: %s clock',
  (clock) => {
    const [simulator, , two] = busy(clock);
    const before = keysOf(simulator, 'p2');
    expect(new Set(before)).toEqual(
      new Set(['resources', 'locks', 'pending', 'finished', 'requests', 'quotas', 'behaviours', 'told']),
    );
    simulator.resetProject('p1');
    expect(keysOf(simulator, 'p1')).toEqual([]);
    expect(keysOf(simulator, 'p2')).toEqual(before);
    simulator.clock.runUntilIdle();
    expect(two.names(CHECKS)).toEqual(['a']);
    expect(simulator.quotas.list({ project: 'p1' }).find(({ metric }) => metric === 'HEALTH_CHECKS')).toMatchObject({
      usage: 0,
      failure: 'none',
    });
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  },
);

test('names, ids and requestIds can be used anew', () => {
  const [simulator, one] = busy();
  const { id } = one.get(`${CHECKS}/a`);
  simulator.resetProject('p1');
  one.finish('POST', `${CHECKS}?requestId=11111111-2222-4333-8444-555555555555`, check('b'));
  expect(one.names(CHECKS)).toEqual(['b']);
  expect(one.get(`${CHECKS}/b`)['id']).not.toBe(id);
});

test('a project goes back to the snapshot or the fork that it began with', () => {
  const [first, project] = busy();
  project.names(CHECKS);
  for (const simulator of [createSimulator({ snapshot: first.snapshot() }), first.fork()]) {
    const before = simulator.snapshot();
    const again = projectIn(simulator, 'p1');
    again.make('DELETE', `${CHECKS}/a`);
    again.make('POST', CHECKS, check('b'));
    simulator.resetProject('p1');
    expect(again.names(CHECKS)).toEqual(['a']);
    expect(simulator.snapshot().resources).toEqual(before.resources);
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  }
});

test('reads that are behind do not show what was before', () => {
  const simulator = createSimulator({ staleness: { list: { writes: 1 } } });
  const project = projectIn(simulator, 'p1');
  project.make('POST', CHECKS, check('a'));
  project.make('POST', CHECKS, check('b'));
  simulator.resetProject('p1');
  expect(project.names(CHECKS)).toEqual([]);
});

test('a project that others use stays', () => {
  const simulator = createSimulator();
  const [host, guest] = [projectIn(simulator, 'p1'), projectIn(simulator, 'p2')];
  host.make('POST', 'global/networks', { name: 'shared', autoCreateSubnetworks: false });
  const allowed = [{ IPProtocol: 'tcp' }];
  guest.make('POST', 'global/firewalls', { name: 'f', network: 'projects/p1/global/networks/shared', allowed });
  expect(() => simulator.resetProject('p1')).toThrow(
    "'projects/p2/global/firewalls/f' uses 'projects/p1/global/networks/shared'; reset project 'p2' first",
  );
  simulator.resetProject('p2');
  simulator.resetProject('p1');
  expect(host.names('global/networks')).toEqual(['default']);
});

/** A project with a network, and another with a rule of it that is about to be made, or deleted. */
function sharedNetwork(clock: 'instant' | 'manual', last: 'POST' | 'DELETE'): readonly [Simulator, TestProject] {
  const simulator = createSimulator({ clock });
  const [host, guest] = [projectIn(simulator, 'p1'), projectIn(simulator, 'p2')];
  host.begin('POST', 'global/networks', { name: 'shared', autoCreateSubnetworks: false });
  simulator.clock.runUntilIdle();
  const network = 'projects/p1/global/networks/shared';
  guest.begin('POST', 'global/firewalls', { name: 'f', network, allowed: [{ IPProtocol: 'tcp' }] });
  if (last === 'POST') return [simulator, guest];
  simulator.clock.runUntilIdle();
  guest.begin('DELETE', 'global/firewalls/f');
  return [simulator, guest];
}

describe('what runs in another project', () => {
  test('ends first with the instant clock: what it removes is in nobody’s way', () => {
    const [simulator, guest] = sharedNetwork('instant', 'DELETE');
    simulator.resetProject('p1');
    expect(guest.names('global/firewalls')).not.toContain('f');
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  });

  test('keeps the project while it needs it', () => {
    expect(() => sharedNetwork('instant', 'POST')[0].resetProject('p1')).toThrow(
      "'projects/p2/global/firewalls/f' uses",
    );
    for (const last of ['POST', 'DELETE'] as const) {
      const [simulator] = sharedNetwork('manual', last);
      expect(() => simulator.resetProject('p1')).toThrow("'projects/p2/global/firewalls/f' uses");
    }
  });

  test.each(['p1', 'p2'])('keeps %s while it works on both', (project) => {
    const simulator = createSimulator({ clock: 'manual' });
    const [one, two] = [projectIn(simulator, 'p1'), projectIn(simulator, 'p2')];
    const disk = 'zones/us-central1-a/disks/primary';
    one.begin('POST', 'zones/us-central1-a/disks', { name: 'primary', sizeGb: '10' });
    simulator.clock.runUntilIdle();
    const asyncPrimaryDisk = { disk: `projects/p1/${disk}` };
    two.begin('POST', 'zones/us-east1-b/disks', { name: 'secondary', sizeGb: '10', asyncPrimaryDisk });
    simulator.clock.runUntilIdle();
    const asyncSecondaryDisk = 'projects/p2/zones/us-east1-b/disks/secondary';
    one.begin('POST', `${disk}/startAsyncReplication`, { asyncSecondaryDisk });
    expect(() => simulator.resetProject(project)).toThrow(/operations\/operation-.*' is at work on 'projects\/p2\//);
    simulator.clock.runUntilIdle();
    expect(() => simulator.resetProject(project)).not.toThrow();
  });
});

test('a project of which there is nothing is reset, and nothing is written down', () => {
  const simulator = createSimulator();
  simulator.resetProject('p1');
  expect(simulator.journal).toEqual([]);
  expect(() => simulator.resetProject('p1/zones')).toThrow('project must be the id of a project; got "p1/zones"');
  expect(() => simulator.resetProject('')).toThrow(TypeError);
});
