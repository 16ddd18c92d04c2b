import { createSimulator } from '@gcepool/sim';
import { expect, test } from 'vitest';
import { fieldPaths } from './field-paths.ts';

test('the paths are those that history knows', () => {
  const simulator = createSimulator();
  const url = '/compute/v1/projects/p/global/backendServices';
  simulator.handle({
    method: 'POST',
    url,
    body: { name: 'b', iap: { enabled: false }, customRequestHeaders: ['a: b'] },
  });
  simulator.clock.runUntilIdle();
  const paths = fieldPaths({ name: 'b', iap: { enabled: false }, customRequestHeaders: ['a: b'], none: null });
  expect(paths).toEqual(['name', 'iap.enabled', 'customRequestHeaders[0]', 'none']);
  for (const path of paths.slice(0, 3)) {
    expect(simulator.history.blame('projects/p/global/backendServices/b', path)?.method).toBe('backendServices.insert');
  }
});
