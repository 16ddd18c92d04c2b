import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { whole } from '../../test/transport-cases.ts';
import type { WayIn } from '../../test/ways-in.ts';
import { waysIn } from '../../test/ways-in.ts';
import type { Fault, Simulator } from '../index.ts';
import { createSimulator } from '../index.ts';
import { listen } from './node.ts';

const ZONE = '/compute/v1/projects/p1/zones/us-central1-a';
const CHECKS = '/compute/v1/projects/p1/global/healthChecks';
const INSERT = { method: 'POST', body: '{"name":"h","type":"TCP"}' };

/** All bytes of a body that arrive, and the error that ends it. */
async function received(response: Response): Promise<{ readonly size: number; readonly error: unknown }> {
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) size += chunk.length;
    return { size, error: undefined };
  } catch (error) {
    return { size, error };
  }
}

describe.each(Object.entries(waysIn))('over %s', (name, open) => {
  /** Meets a fault once, over a way that is open while `act` runs. */
  async function meet(fault: Fault, act: (way: WayIn, simulator: Simulator) => Promise<void>): Promise<void> {
    const simulator = createSimulator();
    simulator.faults.add({ times: 1, fault });
    await using way = await open(simulator);
    await act(way, simulator);
    simulator.faults.expectMet();
  }

  test('an error arrives in GCE’s shape', async () => {
    await meet({ error: { code: 429 } }, async (way) => {
      const response = await way.fetch(way.base + ZONE);
      expect(response.status).toBe(429);
      expect(await response.json()).toMatchObject({ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } });
      expect((await whole(way.fetch(way.base + ZONE))).status).toBe(200);
    });
  });

  test('who waits for a change of metadata is answered when it comes', async () => {
    const simulator = createSimulator({ asInstance: 'projects/p1/zones/us-central1-a/instances/i' });
    await using way = await open(simulator);
    const base = way.base.startsWith('https:') ? 'http://metadata.google.internal' : way.base;
    const url = `${base}/computeMetadata/v1/project/attributes/?recursive=true`;
    const headers = { 'metadata-flavor': 'Google' };
    const etag = (await way.fetch(url, { headers })).headers.get('etag') ?? '';
    const answer = way.fetch(`${url}&wait_for_change=true&last_etag=${etag}`, { headers });
    const body = { items: [{ key: 'app', value: 'ready' }] };
    simulator.handle({ method: 'POST', url: '/compute/v1/projects/p1/setCommonInstanceMetadata', body });
    simulator.handle({ method: 'GET', url: '/compute/v1/projects/p1' });
    expect(await (await answer).json()).toEqual({ app: 'ready' });
  });

  test('a page of HTML arrives as such', async () => {
    await meet({ error: { code: 502, html: true } }, async (way) => {
      const response = await way.fetch(way.base + ZONE);
      expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
      expect(await response.text()).toContain('<title>Error 502 (Server Error)!!1</title>');
    });
  });

  test('a reset connection is an error of the network, and the request was not applied', async () => {
    await meet('reset', async (way) => {
      const error: unknown = await way.fetch(way.base + CHECKS, INSERT).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      // What msw makes of it is the error of browsers, which does not say why.
      expect(error).toMatchObject(name === 'msw' ? {} : { cause: { code: 'ECONNRESET' } });
      expect((await whole(way.fetch(`${way.base}${CHECKS}/h`))).status).toBe(404);
    });
  });

  test('a lost answer is an error of the network, and the request was applied', async () => {
    await meet('answerLost', async (way) => {
      await expect(way.fetch(way.base + CHECKS, INSERT)).rejects.toThrow(TypeError);
      expect((await whole(way.fetch(`${way.base}${CHECKS}/h`))).status).toBe(200);
    });
  });

  test.each([0, 1, 40])('a body that breaks off after %i bytes fails to be read', async (truncate) => {
    await meet({ truncate }, async (way) => {
      // Before a client of msw has seen that an answer began, the connection is gone.
      const seen = await way.fetch(way.base + ZONE).then(received, (error: unknown) => ({ size: 0, error }));
      expect(seen).toEqual({ size: name === 'msw' ? 0 : truncate, error: expect.any(TypeError) });
      expect((await whole(way.fetch(way.base + ZONE))).status).toBe(200);
    });
  });

  test('a body shorter than what it is cut to arrives whole', async () => {
    await meet({ truncate: 1_000_000 }, async (way) => {
      expect(await (await way.fetch(way.base + ZONE)).json()).toMatchObject({ name: 'us-central1-a' });
    });
  });

  test('in a batch it hits the answer to all of its calls', async () => {
    await meet('reset', async (way, simulator) => {
      const call = (path: string): string => `--b\r\nContent-Type: application/http\r\n\r\nGET ${path}\r\n\r\n`;
      const batch = {
        method: 'POST',
        headers: { 'content-type': 'multipart/mixed; boundary=b' },
        body: `${call(ZONE)}${call(CHECKS)}--b--`,
      };
      await expect(way.fetch(`${way.base}/batch/compute/v1`, batch)).rejects.toThrow(TypeError);
      expect(simulator.calls.list().map(({ status }) => status)).toEqual([0, 200]);
    });
  });
});

describe('an answer that is late, where time is real', () => {
  afterEach(() => void vi.useRealTimers());
  const slow = (): Simulator =>
    createSimulator({
      clock: 'real',
      startTime: 0,
      faults: [{ method: 'zones.get', fault: { latencyMs: 60_000 } }],
    });

  test('is waited for by fetch', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = slow().fetch(ZONE);
    const first = Promise.race([asked, Promise.resolve('nothing yet')]);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await first).toBe('nothing yet');
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await asked).status).toBe(200);
  });

  test('is not waited for by a client that gives up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const controller = new AbortController();
    const asked = slow().fetch(ZONE, { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error('too late'));
    await expect(asked).rejects.toThrow('too late');
    expect(vi.getTimerCount()).toBe(0);
    await expect(slow().fetch(ZONE, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is held back by the server, which serves others meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await listen(slow());
    const others = (): Promise<IncomingMessage> => answered(`${server.url}/compute/v1/projects/p1/zones`);
    const timers = async (count: number): Promise<void> => {
      while (vi.getTimerCount() !== count) expect((await others()).statusCode).toBe(200);
    };
    const late = answered(server.url + ZONE);
    await timers(1);
    vi.advanceTimersByTime(60_000);
    expect((await late).statusCode).toBe(200);
    // And the timer of a client that went away does not outlive it.
    const gone = get(server.url + ZONE).on('error', () => undefined);
    await timers(1);
    gone.destroy();
    await timers(0);
    await server.close();
  });
});

/** An answer over a connection of its own, read to its end. */
async function answered(url: string): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage]; // as node:http says
  response.resume();
  await once(response, 'end');
  return response;
}
