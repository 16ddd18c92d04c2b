import type { InstanceGroup } from '@gcepool/api';
import type { Cloud } from '@gcepool/core';
import { createGceCloud } from '@gcepool/gce';
import { createSimulator } from '@gcepool/sim';
import { handlers } from '@gcepool/sim/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  backendServicesObeyModel,
  foreignResourcesUntouched,
  healthChecksObeyModel,
  type LawOptions,
  type MakeCloud,
  syncIsIdempotent,
} from './index.ts';
import { runParameters, untilFound } from './run-parameters.test-support.ts';

const laws: [string, (makeCloud: MakeCloud<Cloud>, options: LawOptions) => Promise<void>][] = [
  ['backend services obey the model', backendServicesObeyModel],
  ['health checks obey the model', healthChecksObeyModel],
  ['a second sync changes nothing', syncIsIdempotent],
  ['what belongs to others is left alone', foreignResourcesUntouched],
];

describe('@gcepool/gce over msw', () => {
  const simulator = createSimulator();
  const server = setupServer(...handlers(simulator));
  const cloud = createGceCloud({ project: 'p' });
  const makeCloud = async (): Promise<Cloud> => {
    simulator.reset();
    return cloud;
  };

  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterAll(() => server.close());

  test.each(laws)('%s', async (_, law) => {
    await expect(law(makeCloud, runParameters(5))).resolves.toBeUndefined();
  });
});

describe('@gcepool/gce in process', () => {
  // One simulator for all runs: each law must clear up behind itself.
  const cloud = createGceCloud({ project: 'p', fetch: createSimulator().fetch });
  const makeCloud = async (): Promise<Cloud> => cloud;

  test.each(laws)('%s', async (_, law) => {
    await expect(law(makeCloud, runParameters(40))).resolves.toBeUndefined();
  });
});

function unnamed(group: InstanceGroup): InstanceGroup {
  return { ...group, namedPorts: undefined };
}

describe('the laws of the pool do not hold in a cloud that', () => {
  const sound = createGceCloud({ project: 'q', fetch: createSimulator().fetch });

  test('forgets what was named in a group', async () => {
    const forgetful: Cloud = {
      ...sound,
      listReachableInstanceGroups: async () => ({
        items: (await sound.listInstanceGroups()).map(unnamed),
        unreachable: [],
      }),
      getInstanceGroup: async (name, zone) => unnamed(await sound.getInstanceGroup(name, zone)),
    };
    const law = syncIsIdempotent(async () => forgetful, untilFound(10));
    await expect(law).rejects.toThrow(/^Property failed after/);
  });

  test('touches one backend service when it is told to make another', async () => {
    const clumsy: Cloud = {
      ...sound,
      createBackendService: async (backendService) => {
        const [other] = await sound.listBackendServices();
        if (other !== undefined) await sound.updateBackendService({ ...other, description: 'touched' });
        await sound.createBackendService(backendService);
      },
    };
    const law = foreignResourcesUntouched(async () => clumsy, untilFound(20));
    await expect(law).rejects.toThrow(/^Property failed after/);
  });
});
