import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import { instance } from '../../test/machines.ts';

const ZONE = 'zones/us-central1-a';
const project = testProject();

test.each([
  ['custom-1-1024', 1, 1024],
  ['custom-4-8192', 4, 8192],
  ['custom-2-26624-ext', 2, 26_624],
  ['n1-custom-96-98304', 96, 98_304],
  ['n2-custom-8-16384', 8, 16_384],
  ['n2-custom-8-131072-ext', 8, 131_072],
  ['n2d-custom-16-32768', 16, 32_768],
  ['e2-custom-32-65536', 32, 65_536],
  ['e2-custom-micro-2048', 2, 2048],
  ['e2-custom-small-4096', 2, 4096],
  ['e2-custom-medium-8192', 2, 8192],
  ['n4-custom-2-8192', 2, 8192],
])('%s has %i CPUs and %i MB', (name, guestCpus, memoryMb) => {
  const isSharedCpu = /micro|small|medium/.test(name);
  expect(project.get(`${ZONE}/machineTypes/${name}`)).toMatchObject({ name, guestCpus, memoryMb, isSharedCpu });
});

test.each([
  ['custom-1-921', 'Memory should be a multiple of 256MiB, while 921MiB is requested'],
  [
    'custom-1-7168',
    'Memory size for 1.0 vCPU instance should be between 1024MiB and 6656MiB, while 7168MiB is requested.',
  ],
  ['custom-3-6144', 'Number of vCPUs should be multiple of 2 if greater than 2, while 3 is requested'],
  ['n2-custom-34-69632', 'Number of CPUs 34 is not supported for custom machine types of series n2.'],
  ['n2d-custom-6-16384', 'Number of CPUs 6 is not supported for custom machine types of series n2d.'],
  ['e2-custom-34-65536', 'Number of CPUs 34 is not supported for custom machine types of series e2.'],
  [
    'e2-custom-micro-4096',
    'Memory size for 2.0 vCPU instance should be between 1024MiB and 2048MiB, while 4096MiB is requested.',
  ],
  ['n1-custom-micro-1024', "Machine type with name 'n1-custom-micro-1024' does not exist in zone 'us-central1-a'."],
  ['c3-custom-4-8192', "Machine type with name 'c3-custom-4-8192' does not exist in zone 'us-central1-a'."],
  ['e2-custom-4-8192-ext', "Machine type with name 'e2-custom-4-8192-ext' does not exist in zone 'us-central1-a'."],
])('there is no %s', (name, message) => {
  const machineType = `${ZONE}/machineTypes/${name}`;
  expect(project.refusal('GET', machineType)).toBe(
    message.includes('does not exist')
      ? `404 The resource 'projects/p1/${machineType}' was not found`
      : `400 Invalid resource usage: '${message}'.`,
  );
  expect(project.refusal('POST', `${ZONE}/instances`, instance('i', { machineType }))).toContain(
    `'resource.machineType': 'https://www.googleapis.com/compute/v1/projects/p1/${machineType}'. ${message}`,
  );
});
