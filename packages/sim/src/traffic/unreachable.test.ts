import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import { asObject } from '../kernel/json.ts';
import type { Fault } from './fault.ts';

const fault: Fault = { unreachable: ['zones/us-central1-b'] };
const GROUPS = 'aggregated/instanceGroups';
const groupsIn = (zone: string): string => `zones/${zone}/instanceGroups`;
const withGroups = (): ReturnType<typeof testProject> => {
  const project = testProject();
  for (const zone of ['us-central1-a', 'us-central1-b']) project.make('POST', groupsIn(zone), { name: 'g' });
  return project;
};

test('a zone out of reach is left out of an aggregated list by who opts in, and the list says so', () => {
  const project = withGroups();
  const whole = project.get(GROUPS);
  const rule = project.simulator.faults.add({ fault });
  const { items, unreachables } = project.get(`${GROUPS}?returnPartialSuccess=true`);
  expect(unreachables).toEqual(['projects/p1/zones/us-central1-b']);
  expect(asObject(items)['zones/us-central1-b']).toEqual({
    warning: {
      code: 'UNREACHABLE',
      message: "The scope 'zones/us-central1-b' cannot be reached.",
      data: [{ key: 'scope', value: 'zones/us-central1-b' }],
    },
  });
  expect(asObject(items)['zones/us-central1-a']).toEqual(asObject(whole['items'])['zones/us-central1-a']);
  rule.remove();
  expect(project.get(GROUPS)).toEqual(whole);
});

test('it fails the list of who does not, and all that is asked of it', () => {
  const project = withGroups();
  project.simulator.faults.add({ fault });
  for (const path of [GROUPS, `${groupsIn('us-central1-b')}/g`, groupsIn('us-central1-b')]) {
    expect(project.refused('GET', path)).toMatchObject({ status: 503, reason: 'backendError' });
  }
  project.make('POST', groupsIn('us-central1-a'), { name: 'other' });
});

test('what does not need it does not meet the fault', () => {
  const project = withGroups();
  const rule = project.simulator.faults.add({ fault });
  project.get(`${groupsIn('us-central1-a')}/g`);
  project.get('global/backendServices');
  // There are no zones in it.
  project.get('aggregated/healthChecks?returnPartialSuccess=true');
  expect(rule.met).toBe(0);
});

test.each([[[]], [['us-central1-b']], ['zones/b'], [['zones/b', 3]]])('%j is no list of scopes', (unreachable) => {
  const project = testProject();
  // What a person may write.
  const wrong = { unreachable } as unknown as Fault;
  expect(() => project.simulator.faults.add({ fault: wrong })).toThrow(/fault\.unreachable must be scopes such as/);
});
