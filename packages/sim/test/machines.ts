import type { TestProject } from './test-project.ts';
import { testProject } from './test-project.ts';
import { asString } from '../src/kernel/json.ts';

export const ZONE = 'zones/us-east1-b';
export const DEBIAN = 'projects/debian-cloud/global/images/family/debian-12';
export const LINK = 'https://www.googleapis.com/compute/v1/projects/p1/';

export const bootDisk = { boot: true, autoDelete: true, initializeParams: { sourceImage: DEBIAN } };

/** What an instance cannot do without. */
export const instance = (name: string, more: object = {}): object => ({
  name,
  machineType: `${ZONE}/machineTypes/e2-small`,
  disks: [bootDisk],
  networkInterfaces: [{ network: 'global/networks/default' }],
  ...more,
});

/** What a template cannot do without. */
export const template = (name: string, properties: object = {}): object => ({
  name,
  properties: {
    machineType: 'e2-small',
    disks: [bootDisk],
    networkInterfaces: [{ network: 'global/networks/default' }],
    ...properties,
  },
});

/** A project with an instance called `i`. */
export function projectWithInstance(more: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', `${ZONE}/instances`, instance('i', more));
  return project;
}

/** A project with a group of instances called `m`, made of a template called `t`. */
export function projectWithManager(more: object = {}, scope: string = ZONE): TestProject {
  const project = testProject();
  project.finish('POST', 'global/instanceTemplates', template('t'));
  project.finish('POST', `${scope}/instanceGroupManagers`, {
    name: 'm',
    instanceTemplate: 'global/instanceTemplates/t',
    targetSize: 2,
    ...more,
  });
  return project;
}

/** A project with a static address, called `ip`, by default in the region of {@link ZONE}, and that address. */
export function projectWithAddress(region = 'us-east1'): { readonly project: TestProject; readonly natIP: string } {
  const project = testProject();
  const addresses = `regions/${region}/addresses`;
  project.make('POST', addresses, { name: 'ip' });
  return { project, natIP: asString(project.get(`${addresses}/ip`)['address']) };
}
