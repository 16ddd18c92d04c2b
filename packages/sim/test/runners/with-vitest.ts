// The linter does not know that this `test` is vitest's.
// oxlint-disable vitest/no-standalone-expect
import { noLeaks } from '@gcepool/sim/explore';
import { test } from '@gcepool/sim/vitest';
import { describe, expect } from 'vitest';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p1/global/healthChecks';

async function insert(name: string): Promise<void> {
  const response = await fetch(CHECKS, { method: 'POST', body: JSON.stringify({ name, type: 'TCP' }) });
  expect(response.status).toBe(200);
}

async function names(): Promise<readonly string[]> {
  // A list, as the wire type says.
  const { items = [] } = (await (await fetch(CHECKS)).json()) as { items?: { name: string }[] };
  return items.map(({ name }) => name);
}

test('passes: a fresh simulator', async ({ gce }) => {
  await insert('h');
  expect(await names()).toEqual(['h']);
  gce.calls.expectCalls({ 'healthChecks.insert': 1 });
});

test('passes: another fresh simulator', async ({ gce }) => {
  expect(await names()).toEqual([]);
  expect(gce.clock.now()).toBe(Date.parse('2026-01-05T08:00:00-08:00'));
});

describe('passes: tests at the same time', () => {
  test.concurrent.for(['a', 'b', 'c', 'd'])('%s', async (name, { gce }) => {
    for (let round = 0; round < 5; round++) await insert(`${name}${round}`);
    expect(await names()).toEqual([0, 1, 2, 3, 4].map((round) => name + round));
    gce.calls.expectCalls({ 'healthChecks.insert': 5 });
  });
});

test('passes: with what is left behind', async ({ gce }) => {
  await insert('left');
  expect(gce.calls.leaks()).toHaveLength(1);
});

test('fails: a request to a host that is not simulated', async ({ gce }) => {
  const response = await fetch('https://storage.googleapis.com/storage/v1/b');
  expect(response.status).toBe(501);
  gce.calls.expectNoLeaks();
});

describe('with options', () => {
  test.override({ gceOptions: { leaks: 'fail', startTime: '2030-01-01T00:00:00Z' } });

  test('passes: a simulator made with them', ({ gce }) => {
    expect(gce.clock.now()).toBe(Date.parse('2030-01-01T00:00:00Z'));
  });

  test('fails: what is left behind', async ({ gce }) => {
    await insert('left');
    expect(gce.clock.now()).toBeGreaterThan(0);
  });
});

const insertNamed = (): Promise<void> => insert('explored');

test.explore('passes: explore, by the global fetch', insertNamed, { faults: ['reset', 'unavailable'] });

test.explore('fails: explore, what is left', insertNamed, { invariant: noLeaks(), faults: ['answerLost'] });

test('passes: without a simulator', () => {
  expect(1 + 1).toBe(2);
});
