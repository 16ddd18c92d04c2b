import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callOf, withDependencies, subjects } from '../test/contract-subject.ts';
import { danglingLinks } from '../test/dangling-links.ts';
import { instanceNamed, populatedProject, ZONE } from '../test/populated-project.ts';
import { projectIn } from '../test/test-project.ts';
import type { JsonObject } from './kernel/json.ts';
import { createSimulator } from './simulator.ts';

const RUNS = 60;

const name = fc.constantFrom('a', 'b');
const choice = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const mode = choice<JsonObject>({ balancingMode: 'UTILIZATION' }, { balancingMode: 'RATE', maxRate: 5 }, {});

type Command = readonly [method: string, path: string, body?: object];
const command: fc.Arbitrary<Command> = fc.oneof(
  name.map((one): Command => ['POST', 'global/healthChecks', { name: one, type: 'TCP' }]),
  fc.tuple(name, name, mode, fc.boolean()).map(([one, group, more, isLinked]): Command => [
    'POST',
    'global/backendServices',
    isLinked
      ? {
          name: one,
          healthChecks: [`global/healthChecks/${one}`],
          backends: [{ group: `${ZONE}/instanceGroups/${group}`, ...more }],
        }
      : { name: one },
  ]),
  fc
    .tuple(name, name)
    .map(([one, check]): Command => [
      'PATCH',
      `global/backendServices/${one}`,
      { healthChecks: [`global/healthChecks/${check}`] },
    ]),
  fc
    .tuple(name, name, mode)
    .map(([one, group, more]): Command => [
      'PATCH',
      `global/backendServices/${one}`,
      { backends: [{ group: `${ZONE}/instanceGroups/${group}`, ...more }], healthChecks: ['global/healthChecks/a'] },
    ]),
  name.map((one): Command => ['PATCH', `global/backendServices/${one}`, { backends: [], healthChecks: [] }]),
  name.map((one): Command => ['POST', `${ZONE}/instanceGroups`, { name: one }]),
  fc
    .tuple(name, name, choice('addInstances', 'removeInstances'))
    .map(([group, one, verb]): Command => [
      'POST',
      `${ZONE}/instanceGroups/${group}/${verb}`,
      { instances: [{ instance: `${ZONE}/instances/${one}` }] },
    ]),
  fc
    .tuple(name, choice('global/networks/default', 'global/networks/a'))
    .map(([one, network]): Command => [
      'POST',
      `${ZONE}/instances`,
      network.endsWith('/a')
        ? { ...instanceNamed(one), networkInterfaces: [{ subnetwork: 'regions/us-central1/subnetworks/a' }] }
        : instanceNamed(one),
    ]),
  fc
    .tuple(name, fc.boolean())
    .map(([one, autoCreateSubnetworks]): Command => ['POST', 'global/networks', { name: one, autoCreateSubnetworks }]),
  fc
    .tuple(name, name)
    .map(([one, network]): Command => [
      'POST',
      'regions/us-central1/subnetworks',
      { name: one, network: `global/networks/${network}`, ipCidrRange: one === 'a' ? '10.1.0.0/24' : '10.2.0.0/24' },
    ]),
  fc
    .tuple(
      choice(
        'global/healthChecks',
        'global/backendServices',
        'global/networks',
        'regions/us-central1/subnetworks',
        `${ZONE}/instanceGroups`,
        `${ZONE}/instances`,
      ),
      choice('a', 'b', 'default'),
    )
    .map(([collection, one]): Command => ['DELETE', `${collection}/${one}`]),
);

const populated = createSimulator({ clock: 'manual', snapshot: populatedProject().simulator.snapshot() });

test('no link is left without what it points at, however operations overlap', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(command, choice(0, 0, 400, 1000)), { maxLength: 25, size: 'max' }), (commands) => {
      const project = projectIn(populated.fork());
      for (const [one, pause] of commands) {
        if (project.send(...one).status === 200) accepted++;
        project.simulator.clock.advance(pause);
      }
      project.simulator.clock.advance(10_000);
      expect(danglingLinks(project)).toEqual([]);
      const { locks, pending } = project.simulator.snapshot();
      expect({ locks, pending }).toEqual({ locks: [], pending: [] });
      expect(JSON.stringify(project.simulator.replayed())).toBe(JSON.stringify(project.simulator.snapshot()));
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS);
});

const all = subjects();
const dependencies = createSimulator({ clock: 'manual', snapshot: withDependencies().snapshot() });
const existing = dependencies.snapshot().resources.map(([path]) => path);

/** Anything of any collection is made, or something is deleted: what was made, what others refer to, whatever there is. */
const step = fc.oneof(
  fc.constantFrom(...all).map((subject) => ['POST', subject.insertUrl, subject.body] as const),
  fc.constantFrom(...all).map((subject) => callOf(subject, 'delete', `${subject.parent}/x`)),
  fc.constantFrom(...all).map((subject) => callOf(subject, 'delete', `${subject.parent}/a`)),
  fc.constantFrom(...existing).map((path) => ['DELETE', path] as const),
);

test('nor is one of any collection', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(step, choice(0, 0, 400, 1000)), { maxLength: 40, size: 'max' }), (steps) => {
      const simulator = dependencies.fork();
      for (const [[method, path, body], pause] of steps) {
        if (simulator.handle({ method, url: `/compute/v1/${path}`, body }).status === 200) accepted++;
        simulator.clock.advance(pause);
      }
      simulator.clock.advance(10_000);
      expect(danglingLinks(projectIn(simulator))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS);
});
