import { expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';
import { own } from './own.ts';

test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
  '%s is no name that an object has by itself',
  (name) => {
    expect(own({}, name)).toBeUndefined();
    expect(own(undefined, name)).toBeUndefined();
    const given: Record<string, string> = Object.create(null);
    given[name] = 'mine';
    expect(own(given, name)).toBe('mine');
  },
);

test.each(['toString', 'constructor', '__proto__'])(
  'a device called %s is under no policy that nobody made',
  (deviceName) => {
    const project = testProject();
    const zone = 'zones/us-east1-b';
    const sourceImage = 'projects/debian-cloud/global/images/family/debian-12';
    const properties = {
      machineType: 'e2-small',
      disks: [{ boot: true, autoDelete: true, deviceName, initializeParams: { sourceImage } }],
      networkInterfaces: [{ network: 'global/networks/default' }],
    };
    project.make('POST', 'global/instanceTemplates', { name: 't', properties });
    const body = { name: 'm', targetSize: 1, instanceTemplate: 'global/instanceTemplates/t' };
    project.make('POST', `${zone}/instanceGroupManagers`, body);
    project.make('DELETE', `${zone}/instanceGroupManagers/m`);
    expect(project.list(`${zone}/disks`)).toEqual([]);
  },
);
