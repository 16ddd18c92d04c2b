import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const ZONE = 'zones/us-central1-a';

describe('machine types', () => {
  test.each([
    ['n1-standard-1', 1, 3840, false, 'X86_64'],
    ['e2-medium', 2, 4096, true, 'X86_64'],
    ['c4a-standard-4', 4, 16_384, false, 'ARM64'],
    ['custom-4-8192', 4, 8192, false, 'X86_64'],
    ['n2-custom-8-16384-ext', 8, 16_384, false, 'X86_64'],
  ])('%s is what its name says', (name, guestCpus, memoryMb, isSharedCpu, architecture) => {
    expect(testProject().get(`${ZONE}/machineTypes/${name}`)).toMatchObject({
      architecture,
      guestCpus,
      isSharedCpu,
      memoryMb,
      name,
      zone: 'us-central1-a',
    });
  });

  test.each(['x', 'custom-2', 'custom-a', 'n1-custom-2-b', 'n1-standard-3'])('there is no %s', (name) => {
    expect(testProject().refusal('GET', `${ZONE}/machineTypes/${name}`)).toMatch(/^404/);
  });

  test('are listed, but for those of one’s own size', () => {
    const names = testProject().names(`${ZONE}/machineTypes`);
    expect(names).toContain('e2-standard-4');
    expect(names).toEqual(names.toSorted());
    expect(names.some((name) => name.includes('custom'))).toBe(false);
  });
});

test('zones list accelerators', () => {
  expect(testProject().get(`${ZONE}/acceleratorTypes/nvidia-l4`)).toMatchObject({ maximumCardsPerInstance: 8 });
  expect(testProject().refusal('GET', `${ZONE}/acceleratorTypes/x`)).toMatch(/^404/);
});

describe('zones', () => {
  test('show their platforms', () => {
    const project = testProject();
    expect(project.get('zones/us-west2-a')).toMatchObject({ status: 'UP', supportsPzs: false });
    expect(project.get('zones/us-west2-a')['availableCpuPlatforms']).not.toContain('Ampere Altra');
    expect(project.get(ZONE)['availableCpuPlatforms']).toEqual(expect.arrayContaining(['Ampere Altra', 'AMD Turin']));
  });
});
