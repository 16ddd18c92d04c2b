// What node:test gives back need not be awaited at the top of a file, nor in a `describe`.
// oxlint-disable typescript/no-floating-promises
import { useSimulator } from '@gcepool/sim/testing';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p1/global/healthChecks';

async function insert(name: string): Promise<void> {
  const response = await fetch(CHECKS, { method: 'POST', body: JSON.stringify({ name, type: 'TCP' }) });
  assert.equal(response.status, 200);
}

async function names(): Promise<readonly string[]> {
  // A list, as the wire type says.
  const { items = [] } = (await (await fetch(CHECKS)).json()) as { items?: { name: string }[] };
  return items.map(({ name }) => name);
}

describe('passes: in hooks', () => {
  let it: ReturnType<typeof useSimulator>;
  beforeEach(() => void (it = useSimulator()));
  afterEach(() => it.stop());

  for (const name of ['one', 'two']) {
    test(`passes: ${name}`, async () => {
      await insert(name);
      assert.deepEqual(await names(), [name]);
      it.gce.calls.expectCalls({ 'healthChecks.insert': 1 });
    });
  }
});

describe('passes: tests at the same time', { concurrency: true }, () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    test(`passes: ${name}`, async () => {
      await using it = useSimulator();
      for (let round = 0; round < 5; round++) await insert(`${name}${round}`);
      assert.equal((await names()).length, 5);
      it.gce.calls.expectCalls({ 'healthChecks.insert': 5 });
    });
  }
});

test('fails: a request to a host that is not simulated', async () => {
  await using it = useSimulator();
  await fetch('https://storage.googleapis.com/storage/v1/b');
  it.gce.calls.expectNoLeaks();
});

test('fails: what is left behind', async () => {
  await using it = useSimulator({ leaks: 'fail' });
  await insert('left');
  it.gce.calls.expectCalls({ 'healthChecks.insert': 1 });
});
