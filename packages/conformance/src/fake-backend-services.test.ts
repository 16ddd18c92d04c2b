import type { BackendServices } from '@gcepool/core';
import { createFakeBackendServices, type FakeBackendServices } from '@gcepool/sim';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { backendServicesObeyModel } from './index.ts';
import { runParameters, untilFound } from './run-parameters.test-support.ts';

test('the fake of @gcepool/sim has the interface of @gcepool/core, though neither knows the other', () => {
  expectTypeOf<FakeBackendServices>().toExtend<BackendServices>();
});

test('the fake obeys the model', async () => {
  const law = backendServicesObeyModel(async () => createFakeBackendServices(), runParameters(100));
  await expect(law).resolves.toBeUndefined();
});

describe('the model is not obeyed by a cloud that', () => {
  const faults: Record<string, (sound: BackendServices) => Partial<BackendServices>> = {
    'makes up what is absent': (sound) => ({
      getBackendService: (name) => sound.getBackendService(name).catch(() => ({ name })),
    }),
    'replaces what exists already': (sound) => ({
      createBackendService: async (backendService) => {
        await sound.deleteBackendService(backendService.name ?? '').catch(() => {});
        await sound.createBackendService(backendService);
      },
    }),
    'takes any fingerprint': (sound) => ({
      updateBackendService: (service) => sound.updateBackendService({ ...service, fingerprint: undefined }),
    }),
    'keeps what a replacement leaves out': (sound) => ({
      updateBackendService: async (backendService) => {
        const before = await sound.getBackendService(backendService.name ?? '');
        await sound.updateBackendService({ ...before, ...backendService });
      },
    }),
    'forgets a field': (sound) => ({
      createBackendService: (service) => sound.createBackendService({ ...service, timeoutSec: undefined }),
    }),
    'lists one page of several': (sound) => ({
      listBackendServices: async () => (await sound.listBackendServices()).slice(0, 1),
    }),
    'deletes what is absent': (sound) => ({
      deleteBackendService: (name) => sound.deleteBackendService(name).catch(() => {}),
    }),
    'deletes nothing': () => ({ deleteBackendService: async () => {} }),
    'refuses with the wrong status': (sound) => ({
      getBackendService: (name) =>
        sound.getBackendService(name).catch(() => {
          throw Object.assign(new Error('not found'), { code: 5 });
        }),
    }),
  };

  test.each(Object.entries(faults))('%s', async (_, faulty) => {
    const makeCloud = async (): Promise<BackendServices> => {
      const sound = createFakeBackendServices();
      return { ...sound, ...faulty(sound) };
    };
    await expect(backendServicesObeyModel(makeCloud, untilFound(100))).rejects.toThrow(/^Property failed after/);
  });
});
