import { describe, expect, test } from 'vitest';
import { testProject } from '../../test/test-project.ts';

describe('settings', () => {
  test('of instances are there before they are changed, and change with their fingerprint', () => {
    const project = testProject();
    const path = 'zones/us-east1-b/instanceSettings';
    const before = project.get(path);
    expect(before).toEqual(project.get(path));
    expect(before).toMatchObject({ zone: 'https://www.googleapis.com/compute/v1/projects/p1/zones/us-east1-b' });
    const metadata = { items: { a: 'b' } };
    expect(project.refusal('PATCH', path, { metadata })).toBe(
      "400 Required field 'resource.fingerprint' not specified",
    );
    project.finish('PATCH', path, { metadata, fingerprint: before['fingerprint'] });
    expect(project.get(path)['metadata']).toEqual({ kind: 'compute#metadata', items: { a: 'b' } });
    expect(project.get(path)['fingerprint']).not.toBe(before['fingerprint']);
    expect(project.get('zones/us-east1-c/instanceSettings')['metadata']).toEqual({ kind: 'compute#metadata' });
  });

  // Terraform's provider changes them by one spelling of the mask, and empties them by the other.
  test.each(['update_mask', 'updateMask'])('of instances are replaced whole by %s=*', (mask) => {
    const project = testProject();
    const path = 'zones/us-east1-b/instanceSettings';
    const patch = (query: string, items: object): unknown =>
      project.finish('PATCH', `${path}${query}`, {
        metadata: { items },
        fingerprint: project.get(path)['fingerprint'],
      });
    patch('', { a: 'b', c: 'd' });
    patch(`?${mask}=*`, { c: 'd' });
    expect(project.get(path)).toMatchObject({ zone: expect.stringMatching(/us-east1-b$/) });
    expect(project.get(path)['metadata']).toEqual({ kind: 'compute#metadata', items: { c: 'd' } });
  });

  test('of instances hold less than 512 KB', () => {
    const project = testProject();
    const path = 'zones/us-east1-b/instanceSettings';
    const { fingerprint } = project.get(path);
    const metadata = { items: { a: 'x'.repeat(300_000), b: 'x'.repeat(300_000) } };
    expect(project.refusal('PATCH', path, { metadata, fingerprint })).toMatch(/^(?:400|413) .*metadata\.items/);
  });

  test.each(['global', 'regions/us-east1'])('of snapshots in %s', (scope) => {
    const project = testProject();
    const path = `${scope}/snapshotSettings`;
    expect(project.get(path)).toEqual({ storageLocation: { policy: 'NEAREST_MULTI_REGION' } });
    project.finish('PATCH', path, { storageLocation: { policy: 'LOCAL_REGION' } });
    expect(project.get(path)).toEqual({ storageLocation: { policy: 'LOCAL_REGION' } });
  });

  test('of snapshots say the places where they are kept, if it is to be in some', () => {
    const settings = { storageLocation: { policy: 'SPECIFIC_LOCATIONS' } };
    expect(testProject().refusal('PATCH', 'global/snapshotSettings', settings)).toContain(
      "'resource.storageLocation.locations'",
    );
  });
});
