import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const ALLOWED = [{ IPProtocol: 'tcp', ports: ['80'] }];

const inserted = (body: object) => {
  const project = testProject();
  project.finish('POST', 'global/firewalls', { name: 'f', ...body });
  return project.get('global/firewalls/f');
};

const refusal = (body: object): string => testProject().refusal('POST', 'global/firewalls', { name: 'f', ...body });

describe('firewalls', () => {
  test('are on the default network and let in from anywhere, unless told otherwise', () => {
    expect(inserted({ allowed: ALLOWED })).toMatchObject({
      allowed: ALLOWED,
      description: '',
      direction: 'INGRESS',
      disabled: false,
      logConfig: { enable: false },
      network: 'https://www.googleapis.com/compute/v1/projects/p1/global/networks/default',
      priority: 1000,
      sourceRanges: ['0.0.0.0/0'],
    });
  });

  test('with a source tag have no source range', () => {
    expect(inserted({ allowed: ALLOWED, sourceTags: ['a'] })).not.toHaveProperty('sourceRanges');
  });

  test('of EGRESS lead anywhere, and have no source', () => {
    const egress = inserted({ direction: 'EGRESS', denied: ALLOWED });
    expect(egress['destinationRanges']).toEqual(['0.0.0.0/0']);
    expect(egress).not.toHaveProperty('sourceRanges');
    expect(refusal({ direction: 'EGRESS', denied: ALLOWED, sourceTags: ['a'] })).toMatch(/resource.sourceTags/);
  });

  test('either allow or deny', () => {
    expect(refusal({})).toMatch(/^400 .*resource.allowed/);
    expect(refusal({ allowed: ALLOWED, denied: ALLOWED })).toMatch(/^400 .*resource.denied/);
  });

  test('tell machines apart by tag or by account, not by both', () => {
    const body = { allowed: ALLOWED, targetTags: ['a'], sourceServiceAccounts: ['x@p.iam.gserviceaccount.com'] };
    expect(refusal(body)).toMatch(/^400 .*cannot be combined/);
  });

  test('refuse a priority out of range', () => {
    expect(refusal({ allowed: ALLOWED, priority: 65_536 })).toMatch(/^400 .*resource.priority/);
  });

  test('are patched without their name, although the API model requires it', () => {
    const project = testProject();
    const path = 'global/firewalls/default-allow-ssh';
    const change = { allowed: [{ IPProtocol: 'udp' }], denied: [], disabled: true };
    expect(project.finish('PATCH', path, change)['operationType']).toBe('patch');
    expect(project.get(path)).toMatchObject({ allowed: [{ IPProtocol: 'udp' }], disabled: true });
    expect(project.refusal('PATCH', path, { direction: 'EGRESS' })).toMatch(/^400 .*resource.direction/);
  });
});
