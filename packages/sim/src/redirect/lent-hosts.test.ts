import { expect, onTestFinished, test, vi } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { ownHosts, releaseHosts, takeHosts } from './hosts-in-use.ts';
import { lendHosts } from './lent-hosts.ts';

const URL_OF_ALL = 'https://compute.googleapis.com/compute/v1/projects/p/global/networks';

test('code that is loaded anew, in a realm to which hosts are lent, takes those', async () => {
  vi.resetModules();
  const again = await import('./hosts-in-use.ts');
  expect(again.ownHosts).not.toBe(ownHosts);
  const outer = { simulator: createSimulator(), passesOtherHosts: false, unexpected: [] };
  const inner = { simulator: createSimulator(), passesOtherHosts: false, unexpected: [] };
  takeHosts(outer);
  const takeBack = lendHosts(globalThis, ownHosts);
  onTestFinished(() => {
    takeBack();
    releaseHosts(outer);
  });
  again.takeHosts(inner);
  const answer = await fetch(URL_OF_ALL);
  // Of two that answer, one would answer into the other's answer.
  expect(await answer.json()).toMatchObject({ kind: 'compute#networkList' });
  again.releaseHosts(inner);
  expect([inner, outer].map(({ simulator }) => simulator.calls.list().length)).toEqual([1, 0]);
  takeHosts(outer);
  await fetch(URL_OF_ALL);
  expect(outer.simulator.calls.list()).toHaveLength(1);
});
