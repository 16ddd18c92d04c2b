import { describe, expect, test } from 'vitest';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORK = 'regions/us-east1/subnetworks/default';
const BINDINGS = [{ role: 'roles/compute.networkUser', members: ['user:a@example.com'] }];

describe('the IAM policy of a resource', () => {
  test('has no bindings until it is set, and then another etag with each change', () => {
    const project = testProject();
    const before = project.get(`${SUBNETWORK}/getIamPolicy`);
    expect(before).toEqual({ etag: 'ACAB' });
    const { body } = project.send('POST', `${SUBNETWORK}/setIamPolicy`, { policy: { bindings: BINDINGS, ...before } });
    expect(body).toEqual({ version: 1, bindings: BINDINGS, etag: expect.any(String) });
    expect(project.get(`${SUBNETWORK}/getIamPolicy`)).toEqual(body);
    project.send('POST', `${SUBNETWORK}/setIamPolicy`, { policy: { bindings: BINDINGS } });
    expect(project.get(`${SUBNETWORK}/getIamPolicy`)['etag']).not.toBe(body?.['etag']);
  });

  test('refuses an etag that is not the current one, and goes without', () => {
    const project = testProject();
    project.send('POST', `${SUBNETWORK}/setIamPolicy`, { policy: { bindings: BINDINGS } });
    const stale = { policy: { bindings: [], etag: 'ACAB' } };
    expect(project.refusal('POST', `${SUBNETWORK}/setIamPolicy`, stale)).toMatch(
      /^409 There were concurrent policy changes/,
    );
    expect(project.get(`${SUBNETWORK}/getIamPolicy`)['bindings']).toEqual(BINDINGS);
    expect(project.send('POST', `${SUBNETWORK}/setIamPolicy`, { policy: {} }).status).toBe(200);
    expect(project.get(`${SUBNETWORK}/getIamPolicy`)).not.toHaveProperty('bindings');
  });

  test('is understood in its older form, beside the request', () => {
    const project = testProject();
    project.send('POST', `${SUBNETWORK}/setIamPolicy`, { bindings: BINDINGS, etag: 'ACAB' });
    expect(project.get(`${SUBNETWORK}/getIamPolicy`)['bindings']).toEqual(BINDINGS);
  });

  test('is no part of the resource, outlives its changes and goes with it', () => {
    const project = testProject();
    const network = { name: 'n', autoCreateSubnetworks: false };
    const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };
    const path = 'regions/us-east1/subnetworks/s';
    project.finish('POST', 'global/networks', network);
    project.finish('POST', 'regions/us-east1/subnetworks', subnetwork);
    project.send('POST', `${path}/setIamPolicy`, { policy: { bindings: BINDINGS } });
    expect(JSON.stringify(project.get(path))).not.toContain('networkUser');
    const { fingerprint } = project.get(path);
    project.finish('PATCH', path, { description: 'd', fingerprint });
    expect(project.get(`${path}/getIamPolicy`)['bindings']).toEqual(BINDINGS);
    project.finish('DELETE', path);
    project.finish('POST', 'regions/us-east1/subnetworks', subnetwork);
    expect(project.get(`${path}/getIamPolicy`)).toEqual({ etag: 'ACAB' });
  });

  test('is that of a resource that exists', () => {
    expect(testProject().refusal('GET', 'regions/us-east1/subnetworks/x/getIamPolicy')).toBe(
      "404 The resource 'projects/p1/regions/us-east1/subnetworks/x' was not found",
    );
    expect(testProject().refusal('POST', 'regions/us-east1/subnetworks/x/setIamPolicy', { policy: {} })).toMatch(
      /^404 /,
    );
  });

  test('has the versions 0, 1 and 3', () => {
    const path = `${SUBNETWORK}/getIamPolicy?optionsRequestedPolicyVersion=`;
    expect(testProject().send('GET', `${path}3`).status).toBe(200);
    expect(testProject().refusal('GET', `${path}2`)).toMatch(/^400 .*optionsRequestedPolicyVersion/);
  });
});

describe('testIamPermissions', () => {
  test('grants whatever is asked about a resource that exists', () => {
    const project = testProject();
    const permissions = ['compute.subnetworks.get', 'compute.subnetworks.use'];
    expect(project.send('POST', `${SUBNETWORK}/testIamPermissions`, { permissions }).body).toEqual({ permissions });
    expect(project.refusal('POST', 'regions/us-east1/subnetworks/x/testIamPermissions', { permissions })).toMatch(
      /^404 /,
    );
    const malformed = { permissions: ['everything'] };
    expect(project.refusal('POST', `${SUBNETWORK}/testIamPermissions`, malformed)).toMatch(/^400 .*not a permission/);
  });
});
