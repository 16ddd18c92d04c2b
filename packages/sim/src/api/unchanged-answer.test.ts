import process from 'node:process';
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
