import { AsyncResource } from 'node:async_hooks';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { useSimulator } from './use-simulator.ts';

const CHECKS = 'https://compute.googleapis.com/compute/v1/projects/p1/global/healthChecks';
const BUCKETS = 'https://storage.googleapis.com/storage/v1/b';

const insert = (name: string): Promise<Response> =>
  fetch(CHECKS, { method: 'POST', body: JSON.stringify({ name, type: 'TCP' }) });

async function names(): Promise<readonly string[]> {
  // A list, as the wire type says.
  const { items = [] } = (await (await fetch(CHECKS)).json()) as { items?: { name: string }[] };
  return items.map(({ name }) => name);
}

test('the global fetch and node:https reach the simulator', async () => {
  await using inUse = useSimulator({ startTime: '2030-01-01T00:00:00Z' });
  expect((await insert('h')).status).toBe(200);
  const answered = await new Promise<string>((resolve, reject) => {
    // msw sees what is called on the module.
    // oxlint-disable-next-line import/no-named-as-default-member
    https.get(`${CHECKS}/h`, (response) => void text(response).then(resolve, reject)).on('error', reject);
  });
  expect(JSON.parse(answered)).toMatchObject({ name: 'h', creationTimestamp: expect.stringMatching(/^2029-12-31/) });
  inUse.gce.calls.expectCalls({ 'healthChecks.insert': 1, 'healthChecks.get': 1 });
});

test('credentials are found without any file', async () => {
  await using inUse = useSimulator();
  const url = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';
  const response = await fetch(url, { headers: { 'metadata-flavor': 'Google' } });
  expect(await response.json()).toMatchObject({ access_token: expect.any(String) });
  expect(inUse.gce.calls.counts()).toEqual({});
});

test('each use begins with nothing', async () => {
  for (let round = 0; round < 2; round++) {
    await using inUse = useSimulator();
    expect(await names()).toEqual([]);
    await (await insert('h')).text();
    expect(await names()).toEqual(['h']);
    inUse.gce.calls.expectCalls({ 'healthChecks.insert': 1 });
  }
});

test('uses at the same time see each their own', async () => {
  const work = async (name: string): Promise<readonly string[]> => {
    await using inUse = useSimulator();
    for (let round = 0; round < 3; round++) await (await insert(`${name}${round}`)).text();
    inUse.gce.calls.expectCalls({ 'healthChecks.insert': 3 });
    // Awaited here, for what is only returned comes when the simulator is gone.
    return await names();
  };
  expect(await Promise.all(['a', 'b', 'c'].map(work))).toEqual([
    ['a0', 'a1', 'a2'],
    ['b0', 'b1', 'b2'],
    ['c0', 'c1', 'c2'],
  ]);
});

describe('code that belongs to no use', () => {
  const outside = new AsyncResource('a client that lives longer than a test');
  const status = (): Promise<number> => outside.runInAsyncScope(async () => (await fetch(CHECKS)).status);

  test('means the simulator that is alone', async () => {
    await using inUse = useSimulator();
    expect(await status()).toBe(200);
    inUse.gce.calls.expectCalls({ 'healthChecks.list': 1 });
  });

  test('is refused where it could mean several, and each of them is told', async () => {
    const uses = [useSimulator(), useSimulator()];
    expect(await status()).toBe(403);
    for (const inUse of uses) await expect(inUse.stop()).rejects.toThrow(CHECKS);
  });

  test('reaches nobody when no simulator is in use', async () => {
    await useSimulator().stop();
    await expect(status()).rejects.toThrow('fetch failed');
  });
});

describe('a request to a Google host that is not simulated', () => {
  test.each([BUCKETS, 'https://oauth2.googleapis.com/other', 'https://compute.googleapis.com/discovery/v1/apis'])(
    '%s is refused, and stop() says so',
    async (url) => {
      const inUse = useSimulator();
      const response = await fetch(`${url}?key=secret`);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: 403, message: expect.stringContaining(url) } });
      await expect(inUse.stop()).rejects.toThrow(`  GET ${url}`);
    },
  );

  test('is named once, and without what may be secret', async () => {
    const inUse = useSimulator();
    await (await fetch(`${BUCKETS}?key=secret`)).text();
    await (await fetch(BUCKETS, { headers: { authorization: 'Bearer secret' } })).text();
    const refusal: unknown = await inUse.stop().catch((error: unknown) => error);
    expect(String(refusal).split(BUCKETS)).toHaveLength(2);
    expect(String(refusal)).not.toContain('secret');
  });

  test('fails only the test that sent it', async () => {
    const work = async (url: string): Promise<string> => {
      const inUse = useSimulator();
      await (await fetch(url)).text();
      return inUse.stop().then(
        () => 'passed',
        (error: unknown) => String(error),
      );
    };
    const [good, bad] = await Promise.all([work(CHECKS), work(BUCKETS)]);
    expect(good).toBe('passed');
    expect(bad).toContain(BUCKETS);
  });
});

describe('resources that are left', () => {
  test('fail with leaks: fail', async () => {
    const inUse = useSimulator({ leaks: 'fail' });
    await (await insert('left')).text();
    await expect(inUse.stop()).rejects.toThrow('projects/p1/global/healthChecks/left');
  });

  test('pass otherwise', async () => {
    const inUse = useSimulator();
    await (await insert('left')).text();
    await expect(inUse.stop()).resolves.toBeUndefined();
  });

  test('are none when what was made is deleted', async () => {
    await using inUse = useSimulator({ leaks: 'fail' });
    await (await insert('gone')).text();
    await (await fetch(CHECKS)).text();
    expect((await fetch(`${CHECKS}/gone`, { method: 'DELETE' })).status).toBe(200);
    expect(inUse.gce.calls.leaks()).toEqual([]);
  });
});

describe('what had no effect', () => {
  const MISSPELT = { method: 'POST', body: JSON.stringify({ name: 'h', type: 'TCP', portt: 1 }) };

  test('is told at the end', async ({ onTestFinished }) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    for (const options of [{}, { ignored: 'allowed' as const }]) {
      const inUse = useSimulator(options);
      await (await fetch(CHECKS, MISSPELT)).text();
      await inUse.stop();
    }
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/healthChecks\.insert .*: resource\.portt \(nearest: /)]]);
  });

  test('fails with ignored: fail', async () => {
    const inUse = useSimulator({ ignored: 'fail' });
    await (await fetch(CHECKS, MISSPELT)).text();
    await expect(inUse.stop()).rejects.toThrow('resource.portt');
  });

  test('is nothing when all had an effect', async () => {
    const inUse = useSimulator({ ignored: 'fail' });
    await (await insert('h')).text();
    await expect(inUse.stop()).resolves.toBeUndefined();
  });
});

test.each([
  [{ ignored: 'never' }, "ignored must be 'allowed' or 'fail' or 'reported'; got 'never'"],
  [{ leaks: 'fatal' }, "leaks must be 'ignored' or 'fail'; got 'fatal'"],
  [{ otherGoogleHosts: 'ignored' }, "otherGoogleHosts must be 'refused' or 'passed'; got 'ignored'"],
])('%j is refused', (options, message) => {
  // Options as JavaScript passes them.
  expect(() => useSimulator(options as object)).toThrow(new TypeError(message));
});
