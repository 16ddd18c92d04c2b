import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

describe('public prefixes', () => {
  test('are announced and withdrawn', () => {
    const project = testProject();
    project.finish('POST', 'global/publicAdvertisedPrefixes', { name: 'a', ipCidrRange: '203.0.113.0/24' });
    expect(project.get('global/publicAdvertisedPrefixes/a')).toMatchObject({ status: 'INITIAL' });
    // Terraform's provider would see a difference in one that was not sent.
    expect(project.get('global/publicAdvertisedPrefixes/a')).not.toHaveProperty('pdpScope');
    project.finish('POST', 'global/publicAdvertisedPrefixes/a/announce');
    expect(project.get('global/publicAdvertisedPrefixes/a')['status']).toBe('ANNOUNCED_TO_INTERNET');
    const parentPrefix = 'global/publicAdvertisedPrefixes/a';
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes', {
      name: 'd',
      ipCidrRange: '203.0.113.0/28',
      parentPrefix,
    });
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes/d/announce');
    project.finish('POST', 'regions/us-east1/publicDelegatedPrefixes/d/withdraw');
    expect(project.get('regions/us-east1/publicDelegatedPrefixes/d')['status']).toBe('READY_TO_ANNOUNCE');
    expect(project.refusal('DELETE', parentPrefix)).toMatch(/being used by/);
  });
});
