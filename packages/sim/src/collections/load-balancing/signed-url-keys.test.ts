import { describe, expect, test } from 'vitest';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import { asObject } from '../../kernel/json.ts';

const VALUE = 'nZtRohdNF9m3cKM24IcK4w==';
const OWNERS = [
  ['global/backendServices', { name: 'x' }],
  ['global/backendBuckets', { name: 'x', bucketName: 'bucket' }],
] as const;

function projectWith(collection: string, body: object): TestProject {
  const project = testProject();
  project.make('POST', collection, body);
  return project;
}

const policyOf = (project: TestProject, collection: string) => asObject(project.get(`${collection}/x`)['cdnPolicy']);

describe.each(OWNERS)('the signed URL keys of %s', (collection, body) => {
  const add = (project: TestProject, keyName: string, keyValue: unknown = VALUE) =>
    project.finish('POST', `${collection}/x/addSignedUrlKey`, { keyName, keyValue });

  test('are added and deleted by name; their values never come back', () => {
    const project = projectWith(collection, body);
    add(project, 'one');
    add(project, 'two', VALUE.replace('==', ''));
    expect(policyOf(project, collection)).toEqual({
      signedUrlCacheMaxAgeSec: '3600',
      signedUrlKeyNames: ['one', 'two'],
    });
    expect(JSON.stringify(project.simulator.snapshot().resources)).not.toContain(VALUE);
    project.make('POST', `${collection}/x/deleteSignedUrlKey?keyName=one`);
    expect(policyOf(project, collection)['signedUrlKeyNames']).toEqual(['two']);
    project.make('POST', `${collection}/x/deleteSignedUrlKey?keyName=two`);
    expect(policyOf(project, collection)).toEqual({ signedUrlCacheMaxAgeSec: '3600' });
  });

  test('outlive every update', () => {
    const project = projectWith(collection, body);
    add(project, 'one');
    project.replace(`${collection}/x`, body);
    expect(policyOf(project, collection)['signedUrlKeyNames']).toEqual(['one']);
    project.make('PATCH', `${collection}/x`, { cdnPolicy: { cacheMode: 'FORCE_CACHE_ALL' } });
    expect(policyOf(project, collection)['signedUrlKeyNames']).toEqual(['one']);
  });

  test('are three at most', () => {
    const project = projectWith(collection, body);
    for (const name of ['one', 'two', 'three']) add(project, name);
    expect(project.refusal('POST', `${collection}/x/addSignedUrlKey`, { keyName: 'four', keyValue: VALUE })).toContain(
      'At most 3 keys can be added.',
    );
  });

  test.each([
    [{ keyValue: VALUE }, "Required field 'resource.keyName' not specified"],
    [{ keyName: 'k' }, "Required field 'resource.keyValue' not specified"],
    [{ keyName: 'K!', keyValue: VALUE }, "'resource.keyName': 'K!'. Must be a match of regex"],
    [{ keyName: 'k', keyValue: 'short' }, "'resource.keyValue': ''"],
    [{ keyName: 'one', keyValue: VALUE }, 'A key of that name exists already.'],
  ])('%j is refused', (sent, message) => {
    const project = projectWith(collection, body);
    add(project, 'one');
    expect(project.refusal('POST', `${collection}/x/addSignedUrlKey`, sent)).toContain(message);
  });

  test('that are not there cannot be deleted', () => {
    expect(projectWith(collection, body).refusal('POST', `${collection}/x/deleteSignedUrlKey?keyName=one`)).toContain(
      "400 Invalid value for field 'keyName': 'one'.",
    );
  });

  test('name their operations as the methods are called in full', () => {
    const project = projectWith(collection, body);
    const kind = collection.split('/')[1] ?? '';
    expect(add(project, 'one')['operationType']).toBe(`compute.${kind}.addSignedUrlKey`);
  });
});
