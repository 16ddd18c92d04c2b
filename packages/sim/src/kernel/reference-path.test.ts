import { describe, expect, test } from 'vitest';
import { isSamePath, referencedPath } from './reference-path.ts';

const path = 'projects/p/zones/us-central1-a/instanceGroups/g';

describe('every spelling of a reference names the same path', () => {
  test.each([
    'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g',
    'https://compute.googleapis.com/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g',
    'https://www.googleapis.com/compute/beta/projects/p/zones/us-central1-a/instanceGroups/g',
    'http://127.0.0.1:8080/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g',
    'https://www.googleapis.com/compute/v1/zones/us-central1-a/instanceGroups/g',
    'compute/v1/projects/p/zones/us-central1-a/instanceGroups/g',
    '/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g',
    'projects/p/zones/us-central1-a/instanceGroups/g',
    '/projects/p/zones/us-central1-a/instanceGroups/g',
    'zones/us-central1-a/instanceGroups/g',
    'zones/us-central1-a/instanceGroups/g/',
    'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a/instanceGroups/g/',
  ])('%s', (reference) => {
    expect(referencedPath(reference, 'p')).toBe(path);
    expect(isSamePath(reference, path, 'p')).toBe(true);
    expect(isSamePath(path, reference, 'p')).toBe(true);
  });

  test('another project is kept, in a full reference', () => {
    expect(referencedPath('projects/other/global/networks/n', 'p')).toBe('projects/other/global/networks/n');
    expect(isSamePath('projects/other/global/networks/n', 'global/networks/n', 'p')).toBe(false);
  });

  test('global and regional ones are relative to the project too', () => {
    expect(referencedPath('global/healthChecks/h', 'p')).toBe('projects/p/global/healthChecks/h');
    expect(referencedPath('regions/r/subnetworks/s', 'p')).toBe('projects/p/regions/r/subnetworks/s');
  });
});

describe('what is no reference', () => {
  test.each([
    '',
    '/',
    'g',
    'instanceGroups/g',
    'https://www.googleapis.com/',
    'https://www.googleapis.com/storage/v1/b/bucket',
    'https://compute.googleapis.com/projects/p/global/networks/n',
    'ftp://www.googleapis.com/compute/v1/projects/p/global/networks/n',
    'global://x',
    '//compute.googleapis.com/projects/p/global/networks/n',
    'Projects/p/global/networks/n',
  ])('%j', (reference) => {
    expect(referencedPath(reference, 'p')).toBeUndefined();
    // Two texts that name nothing do not name the same thing.
    expect(isSamePath(reference, reference, 'p')).toBe(false);
  });
});
