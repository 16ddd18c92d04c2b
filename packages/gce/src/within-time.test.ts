import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createGceCloud } from './gce-cloud.ts';
import { withinTime } from './within-time.ts';

const until = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

test('work ends when its time is up', async () => {
  await expect(withinTime(1, [], until)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('work ends for the reason of the signal that aborts, also where it has aborted before', async () => {
  const controller = new AbortController();
  const work = withinTime(60_000, [undefined, new AbortController().signal, controller.signal], until);
  controller.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
  await expect(withinTime(60_000, [controller.signal], async ({ reason }) => String(reason))).resolves.toBe(
    'Error: enough',
  );
});

test('a signal of the caller is listened to for as long as the work takes', async () => {
  const { signal } = new AbortController();
  await withinTime(60_000, [signal], async () => expect(getEventListeners(signal, 'abort')).toHaveLength(1));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('of a call that was answered nothing is kept until its time would be up', async () => {
  setFlagsFromString('--expose-gc');
  // What the flag puts into new contexts.
  const collectGarbage = runInNewContext('gc') as () => void;
  const signals: WeakRef<AbortSignal>[] = [];
  const answer: typeof fetch = async (_input, init) => {
    if (init?.signal) signals.push(new WeakRef(init.signal));
    init?.signal?.addEventListener('abort', () => undefined);
    return Response.json({ name: 'x' });
  };
  const cloud = createGceCloud({ project: 'p', fetch: answer });
  await cloud.getBackendService('x');
  expect(signals).toHaveLength(1);
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  collectGarbage();
  expect(signals.map((signal) => signal.deref())).toEqual([undefined]);
});
