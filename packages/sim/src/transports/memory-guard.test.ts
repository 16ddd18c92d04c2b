import { expect, test } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { MemoryLimit } from './memory-guard.ts';
import { listen } from './node.ts';

const MEBIBYTE = 1024 * 1024;
const NETWORKS = '/compute/v1/projects/p/global/networks';

test.each([
  [90, ''],
  [101, 'POST API, PATCH API, POST /_sim/forks, PUT /_sim/snapshot'],
  [200, 'POST API, PATCH API, POST /_sim/forks, PUT /_sim/snapshot'],
])('of 100 MiB %i are kept: refused is %j', (used, expected) => {
  const limit = new MemoryLimit(100 * MEBIBYTE, () => undefined);
  limit.measure(used * MEBIBYTE);
  const requests = [
    ['GET', NETWORKS],
    ['POST', NETWORKS],
    ['PATCH', `${NETWORKS}/n`],
    ['DELETE', `${NETWORKS}/n`],
    ['POST', '/_sim/forks'],
    ['DELETE', '/_sim/forks/f'],
    ['POST', '/_sim/reset'],
    ['GET', '/_sim'],
    ['GET', '/_sim/snapshot'],
    ['PUT', '/_sim/snapshot'],
  ] as const;
  const refused = requests.filter(([method, path]) => limit.refusal(method, path) !== undefined);
  const named = refused.map(([method, path]) => `${method} ${path.startsWith('/_sim') ? path : 'API'}`);
  expect(named.join(', ')).toBe(expected);
});

test('that the limit is met is told once, and again when it is met again', () => {
  const told: string[] = [];
  const limit = new MemoryLimit(100 * MEBIBYTE, (message) => void told.push(message));
  for (const used of [50, 101, 150, 99, 120]) limit.measure(used * MEBIBYTE);
  expect(told).toEqual([
    expect.stringMatching(/^The simulator keeps 101 MiB, and may keep 100: .*--memory\.$/),
    expect.stringContaining('keeps 120 MiB'),
  ]);
});

test('a limit that makes no sense is refused', async () => {
  await expect(listen(createSimulator(), { memory: 1 })).rejects.toThrow('memory: must be a whole number of MiB');
});
