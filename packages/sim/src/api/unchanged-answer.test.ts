import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { withDependencies } from '../../test/contract-subject.ts';
import { Dice } from '../../test/fuzz/dice.ts';
import { validRequests } from '../../test/fuzz/valid-requests.ts';
import { readsOfAll } from '../../test/reads-of-all.ts';
import type { TestProject } from '../../test/test-project.ts';
import { testProject } from '../../test/test-project.ts';
import { createSimulator } from '../index.ts';

const SEED = Number(process.env['GCEPOOL_TEST_SEED']);
const ROUNDS = 3;

function makeNetworks(project: TestProject): void {
  for (let index = 0; index < 10; index++) {
    project.make('POST', 'global/networks', { name: `n${index}`, autoCreateSubnetworks: false });
  }
}

test('what was answered before never hides what has changed since', () => {
  const dice = new Dice(SEED);
  const simulator = withDependencies();
  for (let round = 0; round < ROUNDS; round++) {
    // What is read here is what later answers could be mistaken for.
    readsOfAll(simulator);
    for (let index = 0; index < 40; index++) for (const request of validRequests(dice)) simulator.handle(request);
    const anew = createSimulator({ snapshot: simulator.snapshot() });
    expect(readsOfAll(simulator).listed).toEqual(readsOfAll(anew).listed);
  }
});

test('a list is made once as long as nothing is written', () => {
  const project = testProject();
  makeNetworks(project);
  const listed = project.get('global/networks');
  expect(project.get('global/networks')).toBe(listed);
  expect(project.get('global/networks?maxResults=9')).not.toEqual(listed);
});

test('a write elsewhere leaves the page as it is, and one on it makes a new one with the others as they were', () => {
  const project = testProject();
  makeNetworks(project);
  const listed = project.get('global/networks');
  const before = project.list('global/networks');
  project.make('POST', 'global/healthChecks', { name: 'hc', type: 'TCP' });
  expect(project.get('global/networks')).toBe(listed);
  project.make('PATCH', 'global/networks/n3', { routingConfig: { routingMode: 'GLOBAL' } });
  const after = project.list('global/networks');
  expect(after.map((network, index) => network === before[index])).toEqual(after.map(({ name }) => name !== 'n3'));
});

test('what is kept of answers keeps nothing of what was on earlier ones, in whatever order they were asked for', async () => {
  const project = testProject();
  for (let index = 0; index < 10; index++)
    project.make('POST', 'global/healthChecks', { name: `h${index}`, type: 'TCP' });
  /** What a list begins with after a change of it. */
  const listed = (description: string, first: string, order: string): WeakRef<object> => {
    project.make('PATCH', `global/healthChecks/${first}`, { description });
    return new WeakRef(project.list(`global/healthChecks${order}`)[0] ?? {});
  };
  const gone = listed('one', 'h0', '');
  for (const description of ['two', 'three', 'four']) {
    listed(description, 'h9', '?orderBy=creationTimestamp%20desc');
    listed(description, 'h0', '');
  }
  // A reference that was just made holds until the work at hand ends.
  await new Promise((resolve) => setImmediate(resolve));
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  expect(gone.deref()).toBeUndefined();
});
