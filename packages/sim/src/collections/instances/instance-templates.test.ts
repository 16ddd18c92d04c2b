import { describe, expect, test } from 'vitest';
import { asObject } from '../../kernel/json.ts';
import { DEBIAN, LINK, template } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';

const PATH = 'global/instanceTemplates';

function properties(more: object = {}) {
  const project = testProject();
  project.make('POST', PATH, template('t', more));
  return asObject(project.get(`${PATH}/t`)['properties']);
}

describe('instance templates', () => {
  test('have a description, and are made by an operation with a name of its own', () => {
    const project = testProject();
    const operation = project.finish('POST', PATH, template('t'));
    expect(operation['operationType']).toBe('compute.instanceTemplates.insert');
    expect(project.get(`${PATH}/t`)['description']).toBe('');
    expect(project.finish('DELETE', `${PATH}/t`)['operationType']).toBe('delete');
  });

  test('keep what they were told as it was told', () => {
    const initializeParams = { diskType: 'pd-standard', sourceImage: DEBIAN };
    const disks = [
      { boot: true, initializeParams },
      { deviceName: 'data', source: 'my-disk' },
    ];
    expect(properties({ disks, tags: {} })).toEqual({
      disks: [
        {
          boot: true,
          deviceName: 'persistent-disk-0',
          index: 0,
          initializeParams,
          kind: 'compute#attachedDisk',
          mode: 'READ_WRITE',
          type: 'PERSISTENT',
        },
        {
          deviceName: 'data',
          index: 1,
          kind: 'compute#attachedDisk',
          mode: 'READ_WRITE',
          source: 'my-disk',
          type: 'PERSISTENT',
        },
      ],
      machineType: 'e2-small',
      metadata: { kind: 'compute#metadata', fingerprint: expect.any(String) },
      networkInterfaces: [
        { kind: 'compute#networkInterface', name: 'nic0', network: `${LINK}global/networks/default` },
      ],
      scheduling: {
        automaticRestart: true,
        onHostMaintenance: 'MIGRATE',
        preemptible: false,
        provisioningModel: 'STANDARD',
      },
      tags: {},
    });
  });

  test('name types of disks by their names alone', () => {
    const diskType = 'https://compute.googleapis.com/compute/v1/projects/p1/zones/us-east1-b/diskTypes/pd-ssd';
    const disks = [{ boot: true, initializeParams: { diskType, sourceImage: DEBIAN } }];
    expect(testProject().refusal('POST', PATH, template('t', { disks }))).toBe(
      `400 Invalid value for field 'resource.properties.disks[0].initializeParams.diskType': '${diskType}'. DiskType '${diskType}' must be a valid resource name (not an url).`,
    );
  });

  test('complete access configs, which get no address', () => {
    const networkInterfaces = [{ accessConfigs: [{ name: 'n' }] }];
    expect(properties({ networkInterfaces })['networkInterfaces']).toEqual([
      expect.objectContaining({
        accessConfigs: [{ kind: 'compute#accessConfig', name: 'n', networkTier: 'PREMIUM', type: 'ONE_TO_ONE_NAT' }],
      }),
    ]);
  });

  test('live in a region as well', () => {
    const project = testProject();
    project.make('POST', 'regions/us-east1/instanceTemplates', template('t'));
    expect(project.get('regions/us-east1/instanceTemplates/t')['region']).toBe(`${LINK}regions/us-east1`);
  });

  test.each([
    [{ machineType: '' }, "Required field 'resource.properties.machineType' not specified"],
    [{ machineType: 'x' }, "Machine type with name 'x' does not exist."],
    [{ disks: [] }, 'No disks are specified.'],
    [{ networkInterfaces: [] }, 'At least one network interface is required.'],
    [{ scheduling: { preemptible: true, automaticRestart: true } }, "'resource.properties.scheduling.preemptible'"],
  ])('are refused: %j', (more, message) => {
    expect(testProject().refusal('POST', PATH, template('t', more))).toContain(message);
  });
});
