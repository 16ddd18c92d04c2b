import process from 'node:process';
import { expect, test } from 'vitest';
import { createSimulator } from './simulator.ts';

const url = '/compute/v1/projects/p/global/healthChecks';
const MOST_MS = 1;

test('a fork of ten thousand resources and its first call take no millisecond of the processor', () => {
  const large = createSimulator();
  for (let index = 0; index < 10_000; index++)
    large.handle({ method: 'POST', url, body: { name: `h${index}`, type: 'TCP' } });
  large.clock.runUntilIdle();
  const once = (): number => {
    const before = process.threadCpuUsage();
    large.fork().handle({ method: 'POST', url, body: { name: 'new', type: 'TCP' } });
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  const taken = Array.from({ length: 100 }, once).toSorted((a, b) => a - b);
  // In the middle, for now and then memory is cleared up in between.
  expect(taken[50]).toBeLessThan(MOST_MS);
});
