import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { DEBIAN, instance, template, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const BOOT = { boot: true, autoDelete: true, initializeParams: { sourceImage: DEBIAN } };
const MANAGERS = `${ZONE}/instanceGroupManagers`;

function projectWith(properties: object = {}, range = '10.1.0.0/24'): TestProject {
  const project = testProject();
  project.finish('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: range };
  project.finish('POST', 'regions/us-east1/subnetworks', subnetwork);
  const networkInterfaces = [{ subnetwork: 'regions/us-east1/subnetworks/s', accessConfigs: [{}] }];
  const disks = [BOOT, { initializeParams: { diskSizeGb: '20' } }, { type: 'SCRATCH' }];
  const body = template('t', { machineType: 'n1-standard-1', disks, networkInterfaces, ...properties });
  project.finish('POST', 'global/instanceTemplates', body);
  return project;
}

const manager = (targetSize: number, name = 'm') => ({
  name,
  targetSize,
  instanceTemplate: 'global/instanceTemplates/t',
});

const instancesOf = (project: TestProject) => asArray(project.get(`${ZONE}/instances`)['items']).map(asObject);

const addressOf = (made: JsonObject | undefined): string =>
  asString(asObject(asArray(made?.['networkInterfaces'])[0])['networkIP']);

/** A resource with what only it has put out of sight. */
const withoutOwn = (resource: JsonObject | undefined, name: string): unknown =>
  JSON.parse(
    JSON.stringify(resource)
      .replaceAll(name, 'NAME')
      .replaceAll(/"(id|fingerprint|labelFingerprint|networkIP|natIP)":"[^"]+"/g, '"$1":""'),
  );

describe('instances of a group', () => {
  test('are alike but for names, ids, fingerprints and addresses', () => {
    const project = projectWith();
    project.finish('POST', MANAGERS, manager(3));
    const [first, ...others] = instancesOf(project);
    expect(others).toHaveLength(2);
    const nameOf = (made: JsonObject | undefined): string => asString(made?.['name']);
    for (const other of others) {
      expect(withoutOwn(other, nameOf(other))).toEqual(withoutOwn(first, nameOf(first)));
      for (const ending of ['', '-1']) {
        const diskOf = (name: string): unknown => withoutOwn(project.get(`${ZONE}/disks/${name}${ending}`), name);
        expect(diskOf(nameOf(other))).toEqual(diskOf(nameOf(first)));
      }
    }
    const texts = JSON.stringify(instancesOf(project)).matchAll(
      /"(?:id|fingerprint|labelFingerprint|networkIP|natIP)":"([^"]+)"/g,
    );
    const own = [...texts].map(([, text]) => text);
    expect(new Set(own).size).toBe(own.length);
  });

  test('give back their addresses when they go', () => {
    const project = projectWith();
    project.finish('POST', MANAGERS, manager(3));
    const address = addressOf(instancesOf(project).at(-1));
    project.finish('DELETE', `${MANAGERS}/m`);
    const nic = { subnetwork: 'regions/us-east1/subnetworks/s', networkIP: address };
    const body = instance('i', { networkInterfaces: [nic] });
    expect(project.finish('POST', `${ZONE}/instances`, body)).not.toHaveProperty('error');
  });

  test('of a template that names a disk are refused from the second on, which would have it too', () => {
    const disks = [
      {
        boot: true,
        initializeParams: { diskName: 'mine', sourceImage: 'projects/debian-cloud/global/images/family/debian-12' },
      },
    ];
    const project = projectWith({ disks });
    expect(project.refusal('POST', MANAGERS, manager(2))).toMatch(
      /^400 The disk resource '.*\/disks\/mine' is already being used by '.*\/instances\/m-\w+'$/,
    );
  });
});

describe('a subnetwork without a free address', () => {
  // Of eight addresses four are the service's own.
  const RANGE = '10.1.0.0/29';
  const MESSAGE =
    /^IP space of 'projects\/.*\/subnetworks\/s' is exhausted\. Insufficient free IP addresses in the IP range '10\.1\.0\.0\/29'/;

  test('gives no group more instances than it has addresses for', () => {
    const project = projectWith({}, RANGE);
    expect(project.refused('POST', MANAGERS, manager(5)).message).toMatch(MESSAGE);
    project.finish('POST', MANAGERS, manager(4));
    expect(new Set(instancesOf(project).map(addressOf)).size).toBe(4);
  });

  test('gives out each address once in a request, also those that came back', () => {
    const project = projectWith({}, RANGE);
    project.finish('POST', MANAGERS, manager(3));
    project.finish('POST', `${MANAGERS}/m/resize?size=1`);
    project.finish('POST', MANAGERS, manager(3, 'o'));
    expect(instancesOf(project).map(addressOf).toSorted()).toEqual(['10.1.0.2', '10.1.0.3', '10.1.0.4', '10.1.0.5']);
  });

  test('lets the operation of an instance fail', () => {
    const project = projectWith({}, RANGE);
    project.finish('POST', MANAGERS, manager(4));
    const body = instance('i', { networkInterfaces: [{ subnetwork: 'regions/us-east1/subnetworks/s' }] });
    expect(project.finish('POST', `${ZONE}/instances`, body)['error']).toEqual({
      errors: [{ code: 'IP_SPACE_EXHAUSTED_WITH_DETAILS', message: expect.stringMatching(MESSAGE) }],
    });
  });
});
