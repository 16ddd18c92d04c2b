import { describe, expect, test } from 'vitest';
import { asArray, asString } from '../../kernel/json.ts';
import type { Simulator } from '../../simulator.ts';
import { instance, LINK, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const publicImages = ({ simulator }: { simulator: Simulator }, path: string) =>
  simulator.handle({ method: 'GET', url: `/compute/v1/projects/debian-cloud/${path}` });

function projectWithImage(more: object = {}): TestProject {
  const project = testProject();
  project.finish('POST', `${ZONE}/disks`, { name: 'd', sizeGb: '20' });
  project.finish('POST', 'global/images', { name: 'i', sourceDisk: `${ZONE}/disks/d`, ...more });
  return project;
}

describe('images', () => {
  test('made of a disk show it', () => {
    const project = projectWithImage({ labels: { a: 'b' } });
    expect(project.get('global/images/i')).toMatchObject({
      diskSizeGb: '20',
      labels: { a: 'b' },
      sourceDisk: `${LINK}${ZONE}/disks/d`,
      sourceDiskId: project.get(`${ZONE}/disks/d`)['id'],
      sourceType: 'RAW',
      status: 'READY',
      storageLocations: ['us'],
    });
  });

  test('are made of one thing that exists', () => {
    const project = testProject();
    expect(project.refusal('POST', 'global/images', { name: 'i' })).toBe(
      "400 Invalid resource usage: 'Must specify exactly one source for an image.'.",
    );
    const rawDisk = (source: string) => ({ name: 'i', rawDisk: { source } });
    expect(project.refusal('POST', 'global/images', rawDisk('http://example.com/i.tar.gz'))).toMatch(
      /rawDisk\.source'.*Must be an object of Cloud Storage/,
    );
    const ofPackage = 'projects/p/locations/us/repositories/r/packages/i/versions/v1';
    for (const [index, source] of [
      'https://storage.googleapis.com/b/f/i.tar.gz',
      'https://b.storage.googleapis.com/i.tar.gz',
      'http://commondatastorage.googleapis.com/b/i.tar.gz',
      'gs://b/i.tar.gz',
      ofPackage,
    ].entries()) {
      project.make('POST', 'global/images', { ...rawDisk(source), name: `raw-${index}` });
    }
    const missing = { name: 'i', sourceDisk: `${ZONE}/disks/x` };
    expect(project.refusal('POST', 'global/images', missing)).toMatch(/The referenced disk resource cannot be found/);
  });

  test('are kept in one place that there is', () => {
    const kept = (...storageLocations: readonly string[]) => ({
      name: 'i',
      rawDisk: { source: 'https://storage.googleapis.com/b/i.tar.gz' },
      storageLocations,
    });
    const project = testProject();
    expect(project.refusal('POST', 'global/images', kept('mars'))).toMatch(/storageLocations\[0\]': 'mars'/);
    expect(project.refusal('POST', 'global/images', kept('us', 'eu'))).toMatch(/Only one location/);
    for (const [index, place] of ['EU', 'us-east1'].entries()) {
      project.make('POST', 'global/images', { ...kept(place), name: `i-${index}` });
    }
  });

  test('lead the family they are in, until they are deprecated', () => {
    const project = projectWithImage({ family: 'f' });
    project.finish('POST', 'global/images', { name: 'a', family: 'f', sourceImage: 'global/images/i' });
    expect(project.get('global/images/family/f')['name']).toBe('a');
    const operation = project.finish('POST', 'global/images/a/deprecate', { state: 'DEPRECATED' });
    expect(operation['operationType']).toBe('setDeprecation');
    expect(project.get('global/images/family/f')['name']).toBe('i');
    expect(project.refusal('GET', 'global/images/family/x')).toBe(
      "404 The resource 'projects/p1/global/images/family/x' was not found",
    );
  });

  test('of the disk of a running instance are made by force, or once it stopped', () => {
    const project = testProject();
    project.make('POST', `${ZONE}/instances`, instance('i'));
    const body = { name: 'a', sourceDisk: `${ZONE}/disks/i` };
    expect(project.refusal('POST', 'global/images', body)).toBe(
      `400 The disk resource 'projects/p1/${ZONE}/disks/i' is already being used by 'projects/p1/${ZONE}/instances/i'`,
    );
    project.make('POST', 'global/images?forceCreate=true', body);
    project.make('POST', `${ZONE}/instances/i/stop`);
    project.make('POST', 'global/images', { ...body, name: 'b' });
  });

  test('that were retired make no disks', () => {
    const project = projectWithImage();
    const body = { name: 'e', sourceImage: 'global/images/i' };
    for (const state of ['OBSOLETE', 'DELETED']) {
      project.make('POST', 'global/images/i/deprecate', { state });
      expect(project.refusal('POST', `${ZONE}/disks`, body)).toMatch(new RegExp(`is ${state} and cannot be used`));
    }
    project.make('POST', 'global/images/i/deprecate', { state: 'DEPRECATED' });
    project.make('POST', `${ZONE}/disks`, body);
  });

  test('are replaced by images', () => {
    const replacement = 'global/networks/default';
    expect(
      projectWithImage().refusal('POST', 'global/images/i/deprecate', { state: 'DEPRECATED', replacement }),
    ).toContain("'resource.replacement': 'global/networks/default'");
  });

  test('of a family make disks', () => {
    const project = projectWithImage({ family: 'f' });
    project.finish('POST', `${ZONE}/disks`, { name: 'e', sourceImage: 'global/images/family/f' });
    expect(project.get(`${ZONE}/disks/e`)['sourceImage']).toBe(`${LINK}global/images/i`);
  });
});

describe('public images', () => {
  test('are listed, found by name and by family', () => {
    const project = testProject();
    const newest = publicImages(project, 'global/images/family/debian-12').body ?? {};
    expect(newest).toMatchObject({ family: 'debian-12', status: 'READY', labels: { 'public-image': 'true' } });
    const { name } = newest;
    expect(publicImages(project, `global/images/${asString(name)}`).body).toEqual(newest);
    expect(asArray(publicImages(project, 'global/images').body?.['items'])).toContainEqual(newest);
    expect(publicImages(project, 'global/images/debian-12').status).toBe(404);
  });

  test('have a view in each zone', () => {
    const view = publicImages(testProject(), `${ZONE}/imageFamilyViews/debian-12`);
    expect(view.body).toMatchObject({ image: { family: 'debian-12' } });
  });

  test('carry licenses', () => {
    const answer = publicImages(testProject(), 'global/licenses/debian-12-bookworm');
    expect(answer.body).toMatchObject({ licenseCode: expect.stringMatching(/^\d+$/) });
  });

  test('of another day exist, and are deprecated', () => {
    const project = testProject();
    const old = 'projects/debian-cloud/global/images/debian-10-buster-v20210817';
    const disks = [{ boot: true, initializeParams: { sourceImage: old } }];
    const { warnings } = project.finish('POST', `${ZONE}/instances`, instance('i', { disks }));
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'DEPRECATED_RESOURCE_USED',
        message: expect.stringMatching(`^The resource '${old}' is deprecated. A suggested replacement is 'projects/`),
      }),
    ]);
    expect(project.finish('POST', `${ZONE}/disks`, { name: 'd', sourceImage: old })).toHaveProperty('warnings');
    expect(project.finish('POST', `${ZONE}/instances`, instance('j'))).not.toHaveProperty('warnings');
  });

  test('cannot be deleted', () => {
    const { simulator } = testProject();
    const url = '/compute/v1/projects/debian-cloud/global/images/debian-12-bookworm-v20251209';
    expect(simulator.handle({ method: 'DELETE', url }).status).toBe(404);
  });
});
