import { expect, test } from 'vitest';
import { subjects, withOne } from '../../test/contract-subject.ts';
import { entryRulesOf } from '../environment/world-options.ts';
import { Service } from '../api/service.ts';
import { restoreSnapshot } from '../kernel/snapshot.ts';
import { State } from '../kernel/state.ts';
import { collectionOf } from '../kernel/resource-path.ts';
import { collections } from './generated/collections.ts';
import { Registry } from './registry.ts';

const registry = new Registry(collections);
const service = new Service(registry, { latencyMs: () => 0, checksReferences: true, refusesUnproven: false });

/** The collections whose derived fields follow from the time too, as one resource of each shows. */
function foundToLook(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const subject of subjects()) {
    const state = restoreSnapshot(withOne(subject).simulator.snapshot(), new State(entryRulesOf(service, {}), 0));
    state.scan((path, entry) => {
      const collection = registry.ofSegment(collectionOf(path));
      const look = { get: () => found.add(collection?.name ?? '') && 0 };
      Object.defineProperty(state, 'now', look);
      collection?.reading?.derive?.(path, entry, state);
    });
  }
  return found;
}

test('whatever derives fields from the time says so, for its lists are not kept', () => {
  const said = collections.filter(({ reading }) => reading?.changesWithTime).map(({ name }) => name);
  expect(said).toEqual(expect.arrayContaining([...foundToLook()]));
  // Or else nothing was tried.
  expect(foundToLook()).toContain('futureReservations');
});
