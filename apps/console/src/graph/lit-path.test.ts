import { expect, test } from 'vitest';
import { litBy } from './lit-path.ts';

const step = (resource: string, goesOn = true) => ({ resource, goesOn, why: '' });

test('the way and what may answer are lit, and nothing that leads nowhere', () => {
  expect(litBy(undefined).size).toBe(0);
  expect(litBy({ outcome: 'unreachable', steps: [step('a'), step('b', false)] })).toEqual(new Set(['a']));
  const backends = [{ group: 'g', instance: 'i', healthState: 'HEALTHY' }, { healthState: 'HEALTHY' }];
  const answer = { outcome: 'backend', steps: [step('f')], forwardingRule: 'f', url: '', backends } as const;
  expect(litBy(answer)).toEqual(new Set(['f', 'g', 'g:members', 'i']));
});
