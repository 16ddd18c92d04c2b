import type { Cloud, NetworkEndpointGroups } from '@gcepool/core';
import { describe, expect, test } from 'vitest';
import { simulatedCloud, ZONE } from '../simulated-cloud.ts';
import { cleanUp, resourcesNamed } from './clean-up.ts';
import { GuardError, guardedCloud } from './guarded-cloud.ts';
import { type RealRun, runReal } from './run-real.ts';

const run = (
  cloud: Cloud & Partial<NetworkEndpointGroups>,
  lines: string[],
  options: Partial<RealRun> = {},
): RealRun => ({
  cloud,
  project: 'p',
  prefix: 'mine',
  zone: ZONE,
  isForReal: true,
  numRuns: 5,
  seed: 1,
  mostChanges: 500,
  signal: new AbortController().signal,
  print: (line) => lines.push(line),
  ...options,
});

/** Things of the prefix, linked to each other, and one of another name. */
async function litter(cloud: Cloud & Partial<NetworkEndpointGroups>): Promise<void> {
  await cloud.createHealthCheck({ name: 'mine-a', type: 'TCP', tcpHealthCheck: { port: 80 } });
  await cloud.createHealthCheck({ name: 'minetoo', type: 'TCP', tcpHealthCheck: { port: 80 } });
  await cloud.createInstanceGroup({ name: 'mine-a' }, ZONE);
  await cloud.createNetworkEndpointGroup?.({ name: 'mine-b' }, ZONE);
  await cloud.createBackendService({
    name: 'mine-a',
    healthChecks: [cloud.link('global/healthChecks/mine-a')],
    backends: [{ group: cloud.link(`zones/${ZONE}/instanceGroups/mine-a`), balancingMode: 'UTILIZATION' }],
  });
}

test('a dry run reads, and changes nothing', async () => {
  const calls: string[] = [];
  const cloud = simulatedCloud({ before: (call) => void calls.push(call) });
  const lines: string[] = [];
  expect(await runReal(run(cloud, lines, { isForReal: false }))).toBe(true);
  expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
  expect(lines[0]).toBe('dry run on project p: nothing is changed');
});

test('a real run tries the laws and leaves nothing, what lay there before included', async () => {
  const cloud = simulatedCloud();
  await litter(cloud);
  const lines: string[] = [];
  expect(await runReal(run(cloud, lines))).toBe(true);
  expect(await resourcesNamed(cloud, 'mine')).toEqual([]);
  expect(await cloud.getHealthCheck('minetoo')).toMatchObject({ name: 'minetoo' });
  expect(lines.at(-1)).toBe('nothing is left of mine-*');
});

describe('what was made is deleted', () => {
  test('when the run is interrupted', async () => {
    const stop = new AbortController();
    let changes = 0;
    const cloud = simulatedCloud({
      before: (call) => {
        if (call.startsWith('POST ') && ++changes === 4) stop.abort();
      },
    });
    const lines: string[] = [];
    expect(await runReal(run(cloud, lines, { signal: stop.signal, numRuns: 50 }))).toBe(false);
    expect(lines[0]).toMatch(/^stopped before the end: .*the run was interrupted$/);
    expect(await resourcesNamed(cloud, 'mine')).toEqual([]);
  });

  test('when the calls that are allowed are spent', async () => {
    const cloud = simulatedCloud();
    const lines: string[] = [];
    expect(await runReal(run(cloud, lines, { mostChanges: 7, numRuns: 50 }))).toBe(false);
    expect(await resourcesNamed(cloud, 'mine')).toEqual([]);
    expect(lines[0]).toMatch(/^stopped before the end: .* was not sent: 7 changes were made, and no more are allowed$/);
  });

  test('all but what cannot be, which is told', async () => {
    const sound = simulatedCloud();
    await litter(sound);
    await sound.createBackendService({ name: 'other', healthChecks: [sound.link('global/healthChecks/mine-a')] });
    expect(await cleanUp(sound, 'mine')).toEqual(['global/healthChecks/mine-a']);
  });
});

test('nothing is changed by another name, and what is refused is not sent', async () => {
  const calls: string[] = [];
  const sound = simulatedCloud({ before: (call) => void calls.push(call) });
  const { cloud, spent } = guardedCloud(sound, { prefix: 'mine', mostChanges: 1, mostCalls: 9 });
  await expect(cloud.createBackendService({ name: 'theirs' })).rejects.toThrow(GuardError);
  const endpoints = [{ ipAddress: '10.0.0.1', port: 80 }];
  await expect(cloud.attachNetworkEndpoints('theirs', ZONE, endpoints)).rejects.toThrow(GuardError);
  await expect(cloud.detachNetworkEndpoints('theirs', ZONE, endpoints)).rejects.toThrow(GuardError);
  await expect(cloud.deleteHealthCheck('minetoo')).rejects.toThrow(/does not begin with 'mine-'/);
  expect(calls).toEqual([]);
  await cloud.createBackendService({ name: 'mine-a' });
  await expect(cloud.createBackendService({ name: 'mine-b' })).rejects.toThrow(/1 changes were made/);
  await cloud.deleteBackendService('mine-a');
  expect(spent).toMatchObject({ calls: 2, changes: 2 });
});
