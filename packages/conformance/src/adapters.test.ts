import type { Cloud } from '@gcepool/core';
import { createGceCloud } from '@gcepool/gce';
import { createFakeBackendServices, createSimulator, type Simulator } from '@gcepool/sim';
import { handlers } from '@gcepool/sim/msw';
import { listen, type SimulatorServer } from '@gcepool/sim/node';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcessCloud } from '../lab/in-process-cloud.ts';
import { INSTANCES, insertInstances, simulatorWithInstances, ZONE } from '../lab/simulated-cloud.ts';
import { cloudsAgree, type ConformanceOptions } from './index.ts';
import { runParameters, untilFound } from './run-parameters.test-support.ts';
import { cloudConformance } from './vitest.ts';

const options: ConformanceOptions = { zone: ZONE, instances: INSTANCES };
const sleep = async (): Promise<void> => undefined;

/** A simulator of one way in. Its cloud is made once: a client takes longer to make than a history to run. */
const populated = (): Simulator => {
  const simulator = createSimulator();
  insertInstances(simulator, 'p', ZONE, INSTANCES);
  return simulator;
};

// Histories delete what they make: that one cloud serves them all is part of what is tried.
const overFetch = createGceCloud({ project: 'p', fetch: populated().fetch, pageSize: 2, sleep });

const overMsw = createGceCloud({ project: 'p', pageSize: 2, sleep });
const server = setupServer(...handlers(populated()));
let listening: SimulatorServer;
let overServer: Cloud;

beforeAll(async () => {
  server.listen({ onUnhandledFrame: 'bypass' });
  listening = await listen(populated(), { port: 0 });
  overServer = createGceCloud({ project: 'p', endpoint: listening.url, pageSize: 2, sleep });
});
afterAll(async () => {
  server.close();
  await listening.close();
});

const makeInProcess = async (): Promise<Cloud> => inProcessCloud(simulatorWithInstances(), { pageSize: 2 });

cloudConformance('in process', makeInProcess, { ...options, ...runParameters(60) });
cloudConformance('@gcepool/gce over fetch', async () => overFetch, { ...options, ...runParameters(15) });
cloudConformance('@gcepool/gce over msw', async () => overMsw, { ...options, ...runParameters(3) });
cloudConformance('@gcepool/gce over the server', async () => overServer, { ...options, ...runParameters(5) });
cloudConformance('the fake of backend services', async () => createFakeBackendServices(), {
  ...runParameters(60),
  skip: { 'once-per-request-id': 'its methods take no options' },
});

describe('one history gives the same observations', () => {
  test('in process and through @gcepool/gce over fetch, msw and the server', async () => {
    const clouds = {
      'in process': makeInProcess,
      fetch: async () => overFetch,
      msw: async () => overMsw,
      server: async () => overServer,
    };
    await expect(cloudsAgree(clouds, { ...options, ...runParameters(4) })).resolves.toBeUndefined();
  });

  test('of backend services, by the fake as well', async () => {
    const clouds = { fake: async () => createFakeBackendServices(), 'in process': makeInProcess };
    const skip = { 'once-per-request-id': 'the fake’s methods take no options' };
    const law = cloudsAgree(clouds, { ...runParameters(60), skip });
    await expect(law).resolves.toBeUndefined();
  });

  test('but for a cloud that does one thing otherwise, which is told with the call', async () => {
    const other = async (): Promise<Cloud> => {
      const sound = await makeInProcess();
      return {
        ...sound,
        createBackendService: (body) => sound.createBackendService({ affinityCookieTtlSec: 5, ...body }),
      };
    };
    const law = cloudsAgree({ sound: makeInProcess, other }, { ...options, ...untilFound(100) });
    const { cause } = (await law.catch((error: unknown) => error)) as Error;
    expect(cause).toMatchObject({
      message: expect.stringMatching(/^call \d+: sound and other differ\n.*getBackendService conformance-/),
    });
  });

  test('and one cloud alone is nothing to compare', async () => {
    await expect(cloudsAgree({ one: makeInProcess })).rejects.toThrow(
      new TypeError('clouds must be two or more, to be compared; got 1'),
    );
  });
});
