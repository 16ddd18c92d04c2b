import { describe, expect, test } from 'vitest';
import { DEBIAN, instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SOURCE = { sourceInstance: `projects/p1/${ZONE}/instances/i` };
const boot = { boot: true, autoDelete: true, initializeParams: { sourceImage: DEBIAN, diskSizeGb: '20' } };

function projectWithMachine(): TestProject {
  const project = testProject();
  project.make('POST', `${ZONE}/disks`, { name: 'read', sizeGb: '10' });
  const more = {
    canIpForward: true,
    labels: { a: 'b' },
    metadata: { items: [{ key: 'k', value: 'v' }] },
    tags: { items: ['web'] },
    networkInterfaces: [{ accessConfigs: [{ name: 'nat' }] }],
    disks: [
      boot,
      { deviceName: 'blank', diskSizeGb: '30' },
      { deviceName: 'read', mode: 'READ_ONLY', source: `${ZONE}/disks/read` },
    ],
  };
  project.make('POST', `${ZONE}/instances`, instance('i', more));
  return project;
}

const configured = (deviceName: string, config: object) => ({
  ...SOURCE,
  sourceInstanceParams: { diskConfigs: [{ deviceName, ...config }] },
});

describe('a template of an instance', () => {
  test.each(['global', 'regions/us-east1'])('has what the instance is, in %s', (scope) => {
    const project = projectWithMachine();
    project.make('POST', `${scope}/instanceTemplates`, { name: 't', ...SOURCE });
    const { properties, sourceInstance } = project.get(`${scope}/instanceTemplates/t`);
    expect(sourceInstance).toBe(`${LINK}${ZONE}/instances/i`);
    expect(properties).toMatchObject({
      machineType: 'e2-small',
      canIpForward: true,
      labels: { a: 'b' },
      metadata: { items: [{ key: 'k', value: 'v' }] },
      tags: { items: ['web'] },
      networkInterfaces: [{ name: 'nic0', accessConfigs: [{ name: 'nat', type: 'ONE_TO_ONE_NAT' }] }],
      disks: [
        {
          boot: true,
          autoDelete: true,
          deviceName: 'persistent-disk-0',
          diskSizeGb: '20',
          initializeParams: {
            diskType: 'pd-standard',
            sourceImage: expect.stringMatching(/\/debian-12-bookworm-v\d+$/),
          },
        },
        { deviceName: 'blank', diskSizeGb: '30' },
        { deviceName: 'read', mode: 'READ_ONLY', source: 'read' },
      ],
    });
    expect(JSON.stringify(properties)).not.toMatch(/natIP|networkIP|licenses/);
  });

  test('makes instances like it', () => {
    const project = projectWithMachine();
    project.make('POST', 'global/instanceTemplates', { name: 't', ...SOURCE });
    project.make('POST', `${ZONE}/instances?sourceInstanceTemplate=global/instanceTemplates/t`, { name: 'j' });
    expect(project.get(`${ZONE}/instances/j`)).toMatchObject({ labels: { a: 'b' }, tags: { items: ['web'] } });
    expect(project.get(`${ZONE}/disks/read`)['users']).toHaveLength(2);
  });

  test.each([
    [
      'persistent-disk-0',
      {
        instantiateFrom: 'CUSTOM_IMAGE',
        customImage: 'projects/rocky-linux-cloud/global/images/family/rocky-linux-9',
        autoDelete: false,
      },
      {
        autoDelete: false,
        initializeParams: { sourceImage: 'projects/rocky-linux-cloud/global/images/family/rocky-linux-9' },
      },
    ],
    [
      'persistent-disk-0',
      { instantiateFrom: 'SOURCE_IMAGE_FAMILY' },
      { initializeParams: { sourceImage: expect.stringMatching(/global\/images\/family\/debian-12$/) } },
    ],
    [
      'persistent-disk-0',
      { instantiateFrom: 'DEFAULT' },
      { initializeParams: { sourceImage: expect.stringMatching(/debian-12/) } },
    ],
  ])('has %s as %j says', (deviceName, config, disk) => {
    const project = projectWithMachine();
    project.make('POST', 'global/instanceTemplates', { name: 't', ...configured(deviceName, config) });
    expect(Object(project.get('global/instanceTemplates/t')['properties']).disks[0]).toMatchObject(disk);
  });

  test('leaves out what it is told to', () => {
    const project = projectWithMachine();
    project.make('POST', 'global/instanceTemplates', {
      name: 't',
      ...configured('blank', { instantiateFrom: 'DO_NOT_INCLUDE' }),
    });
    expect(Object(project.get('global/instanceTemplates/t')['properties']).disks).toHaveLength(2);
  });

  test.each([
    [configured('x', {}), 'The source instance has no disk of that device name.'],
    [configured('persistent-disk-0', { instantiateFrom: 'ATTACH_READ_ONLY' }), 'was not attached in read-only mode'],
    [configured('persistent-disk-0', { instantiateFrom: 'DO_NOT_INCLUDE' }), 'A boot disk cannot be left out.'],
    [configured('persistent-disk-0', { instantiateFrom: 'BLANK' }), 'Only additional read-write disks and local SSDs'],
    [configured('persistent-disk-0', { instantiateFrom: 'CUSTOM_IMAGE' }), 'A custom image must be specified.'],
    [configured('blank', { instantiateFrom: 'SOURCE_IMAGE' }), 'The disk was not created from an image.'],
    [configured('blank', { instantiateFrom: 'SOURCE_IMAGE_FAMILY' }), 'does not belong to any image family'],
    [configured('read', { instantiateFrom: 'SOURCE_IMAGE' }), 'Only the boot disk and additional read-write disks'],
    [{ sourceInstance: `${ZONE}/instances/x` }, 'The referenced instance resource cannot be found.'],
  ])('is refused: %j', (body, message) => {
    expect(projectWithMachine().refusal('POST', 'global/instanceTemplates', { name: 't', ...body })).toContain(message);
  });
});
