import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accepted, callOf, founded, subjects } from '../test/contract-subject.ts';
import { danglingLinks } from '../test/dangling-links.ts';
import { projectIn } from '../test/test-project.ts';
import { createSimulator } from './simulator.ts';

const RUNS = 40;

const all = subjects();
const foundation = createSimulator({ clock: 'manual', snapshot: founded().snapshot() });
/** What there is at first, by collection path. */
const standing = foundation.snapshot().resources.map(([path]) => path);

const step = fc.oneof(
  fc.constantFrom(...all).map((subject) => ['POST', subject.insertUrl, subject.body] as const),
  fc.constantFrom(...all).map((subject) => callOf(subject, 'delete', `${subject.parent}/x`)),
  fc.constantFrom(...all).map((subject) => callOf(subject, 'delete', `${subject.parent}/a`)),
  fc.constantFrom(...standing).map((path) => ['DELETE', path] as const),
);

test('whatever is made and deleted, in any order and at once, no link is left without what it points at', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.constantFrom(0, 0, 400, 1000)), { maxLength: 40, size: 'max' }), (steps) => {
      const simulator = foundation.fork();
      for (const [[method, path, body], pause] of steps) {
        if (simulator.handle({ method, url: `/compute/v1/${path}`, body }).status === 200) count++;
        simulator.clock.advance(pause);
      }
      simulator.clock.advance(10_000);
      expect(danglingLinks(projectIn(simulator))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(count).toBeGreaterThan(RUNS);
  expect(accepted(foundation, 'GET', 'projects/p1')).toBeDefined();
});
