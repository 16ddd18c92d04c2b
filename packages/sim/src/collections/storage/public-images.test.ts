import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { instance, ZONE } from '../../../test/machines.ts';
import { testProject } from '../../../test/test-project.ts';
import { publishers } from './public-image-lines.ts';

const { simulator } = testProject();

const get = (path: string) => simulator.handle({ method: 'GET', url: `/compute/v1/projects/${path}` });
const imagesOf = (project: string) =>
  asArray(get(`${project}/global/images?maxResults=500`).body?.['items']).map(asObject);

describe('public images', () => {
  test.each(publishers)('of %s are listed by name, and each can be read', (project) => {
    const images = imagesOf(project);
    const names = images.map(({ name }) => asString(name));
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual([...new Set(names)].toSorted());
    for (const image of images) {
      expect(get(`${project}/global/images/${asString(image['name'])}`).body).toEqual(image);
      expect(asArray(image['licenses']).length).toBe(asArray(image['licenseCodes']).length);
      for (const code of asArray(image['licenseCodes'])) expect(BigInt(asString(code))).toBeLessThan(2n ** 63n);
      for (const license of asArray(image['licenses'])) {
        expect(get(asString(license).split('/projects/')[1] ?? '').status).toBe(200);
      }
    }
  });

  test.each(publishers)('of %s lead their families, but for those that were given up', (project) => {
    const images = imagesOf(project);
    const found = images.map((image) => get(`${project}/global/images/family/${asString(image['family'])}`));
    const led = images.filter(({ deprecated }) => deprecated === undefined);
    expect(found.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual(led);
    expect(found.filter(({ status }) => status === 404)).toHaveLength(images.length - led.length);
  });

  test.each([
    ['windows-cloud', 'windows-server-2022-dc-core-v20231011'],
    ['debian-cloud', 'debian-8-jessie-v20160803'],
    ['ubuntu-os-cloud', 'ubuntu-1804-bionic-v20200218'],
    ['suse-sap-cloud', 'sles-15-sp6-sap-v20250101-x86-64'],
  ])('of %s of another day are there under their names, deprecated: %s', (project, name) => {
    expect(get(`${project}/global/images/${name}`).body).toMatchObject({ deprecated: { state: 'DEPRECATED' } });
  });

  test('are of many editions of SQL Server', () => {
    expect(imagesOf('windows-sql-cloud').filter(({ deprecated }) => deprecated === undefined).length).toBeGreaterThan(
      40,
    );
  });

  test('that were given up make machines all the same, with a warning', () => {
    const sourceImage = 'projects/debian-cloud/global/images/debian-8-jessie-v20160803';
    const project = testProject();
    const disks = [{ boot: true, initializeParams: { sourceImage } }];
    expect(project.finish('POST', `${ZONE}/instances`, instance('i', { disks }))['warnings']).toMatchObject([
      { code: 'DEPRECATED_RESOURCE_USED' },
    ]);
  });
});
