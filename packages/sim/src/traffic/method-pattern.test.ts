import { expect, test } from 'vitest';
import { createSimulator } from '../index.ts';
import { methodsMatching } from './method-pattern.ts';

test('a pattern means the methods of all versions', () => {
  const inserts = methodsMatching('*.insert', 'method');
  expect(inserts.has('backendServices.insert')).toBe(true);
  expect(inserts.has('snapshotGroups.insert')).toBe(true);
  expect(inserts.has('snapshotGroups.delete')).toBe(false);
});

test('a pattern may mean what only a later version has', () => {
  const methods = methodsMatching('snapshotGroups.*', 'method');
  expect(methods.has('snapshotGroups.get')).toBe(true);
  expect(methods.startOperations).toBe(true);
  expect(methodsMatching('recoverableSnapshots.get', 'method').startOperations).toBe(false);
});

test('a fault of every method hits those of beta too', () => {
  const simulator = createSimulator({ faults: [{ method: '*.list', fault: { error: { code: 503 } } }] });
  const { status } = simulator.handle({ method: 'GET', url: '/compute/beta/projects/p/global/snapshotGroups' });
  expect(status).toBe(503);
  expect(simulator.calls.of('snapshotGroups.list')).toHaveLength(1);
});
