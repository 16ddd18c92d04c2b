import { expect, test } from 'vitest';
import { predefinedRoles } from '@gcepool/api';
import { projectIn } from '../../test/test-project.ts';
import type { LeastPrivilege } from '../iam/least-privilege.ts';
import { createSimulator } from '../simulator.ts';

const SERVICE = {
  name: 'b',
  healthChecks: ['global/healthChecks/hc'],
  backends: [{ group: 'zones/us-central1-a/instanceGroups/g' }],
};

function measured(...options: Parameters<ReturnType<typeof createSimulator>['calls']['permissions']>): LeastPrivilege {
  const simulator = createSimulator();
  const { make, get } = projectIn(simulator);
  make('POST', 'global/healthChecks', { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } });
  make('POST', 'zones/us-central1-a/instanceGroups', { name: 'g' });
  make('POST', 'global/backendServices', SERVICE);
  get('zones/us-central1-a/instanceGroups/g');
  return simulator.calls.permissions(...options);
}

test('is what the calls of a run needed, also on what their bodies referred to', () => {
  const { permissions, uses, unread } = measured();
  expect(permissions).toEqual([
    'compute.backendServices.create',
    'compute.globalOperations.get',
    'compute.healthChecks.create',
    'compute.healthChecks.useReadOnly',
    'compute.instanceGroups.create',
    'compute.instanceGroups.get',
    'compute.instanceGroups.use',
    'compute.zoneOperations.get',
  ]);
  expect(uses).toContainEqual({
    permission: 'compute.instanceGroups.use',
    methods: ['backendServices.insert'],
    resources: ['projects/p1/zones/us-central1-a/instanceGroups/g'],
    isRefused: false,
  });
  expect(unread).toBe(0);
});

test('a caller with exactly that can do the same, and with any of it removed cannot', () => {
  const { permissions } = measured();
  const outcomeWith = (held: readonly string[]): boolean => {
    const user = 'user:alice@example.com';
    const simulator = createSimulator({
      iam: {
        roles: { 'projects/p1/roles/measured': { includedPermissions: held } },
        policies: { 'projects/p1': { bindings: [{ role: 'projects/p1/roles/measured', members: [user] }] } },
      },
    });
    const headers = { authorization: `Bearer ${simulator.iam.tokenOf(user)}` };
    const asked: readonly (readonly [string, string, object?])[] = [
      ['POST', 'global/healthChecks', { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } }],
      ['POST', 'zones/us-central1-a/instanceGroups', { name: 'g' }],
      ['GET', 'zones/us-central1-a/operations'],
      ['POST', 'global/backendServices', SERVICE],
      ['GET', 'zones/us-central1-a/instanceGroups/g'],
    ];
    return asked.every(([method, path, body]) => {
      const ask = (url: string, what = method) => simulator.handle({ method: what, url, body, headers });
      const { status, body: answer } = ask(`/compute/v1/projects/p1/${path}`);
      // A list of operations takes another permission than to get one.
      if (path.endsWith('operations')) return true;
      const link = answer?.['selfLink'];
      return status < 300 && typeof link === 'string' && (method === 'GET' || ask(link, 'GET').status === 200);
    });
  };
  expect(outcomeWith(permissions)).toBe(true);
  for (const one of permissions) {
    expect({ one, works: outcomeWith(permissions.filter((other) => other !== one)) }).toEqual({ one, works: false });
  }
});

test('as a role for gcloud and for Terraform', () => {
  const { yaml, terraform } = measured();
  expect(yaml).toMatch(/^# gcloud iam roles create measured --project=PROJECT --file=THIS_FILE\ntitle: measured\n/);
  expect(yaml).toContain('\nincludedPermissions:\n- compute.backendServices.create\n');
  expect(terraform).toMatch(/^resource "google_project_iam_custom_role" "measured" \{\n {2}role_id/);
  expect(terraform).toContain('    "compute.instanceGroups.use",\n');
});

test('and the predefined roles that have it with the least beside', () => {
  const { predefined, permissions } = measured();
  const held = new Set(predefined.roles.flatMap((role) => [...(predefinedRoles().get(role)?.permissions ?? [])]));
  expect(permissions.filter((permission) => !held.has(permission))).toEqual([]);
  expect(predefined).toMatchObject({ isLeast: true, uncovered: [], roles: ['roles/compute.loadBalancerAdmin'] });
  expect(predefined.excess).not.toContain('compute.instanceGroups.use');
});

test('and how given roles compare', () => {
  const { given } = measured({ roles: ['roles/compute.viewer'] });
  expect(given?.missing).toContain('compute.backendServices.create');
  expect(given?.missing).not.toContain('compute.instanceGroups.get');
  expect(given?.excess).toContain('compute.disks.list');
  expect(() => measured({ roles: ['roles/compute.viwer'] })).toThrow(/roles must be predefined roles.*viwer/);
});

test('of one user, and since a mark', () => {
  const simulator = createSimulator();
  const ask = (user: string, url: string) =>
    simulator.handle({ method: 'GET', url, headers: { 'x-gcepool-user': user } });
  ask('a@b.c', '/compute/v1/projects/p/zones');
  const since = simulator.calls.mark();
  ask('a@b.c', '/compute/v1/projects/p/regions');
  ask('d@b.c', '/compute/v1/projects/p/aggregated/disks');
  const of = (options: object) => simulator.calls.permissions(options).permissions;
  expect(of({})).toEqual(['compute.disks.list', 'compute.regions.list', 'compute.zones.list']);
  expect(of({ since })).toEqual(['compute.disks.list', 'compute.regions.list']);
  expect(of({ user: 'a@b.c' })).toEqual(['compute.regions.list', 'compute.zones.list']);
  expect(() => of({ usr: 'a' })).toThrow(/has no field 'usr'/);
});

test('what was refused is told, and what it takes to delete an internal address that is gone', () => {
  const simulator = createSimulator();
  const { make } = projectIn(simulator);
  make('POST', 'regions/us-central1/addresses', { name: 'a', addressType: 'INTERNAL' });
  make('DELETE', 'regions/us-central1/addresses/a');
  const { permissions } = simulator.calls.permissions();
  expect(permissions).toContain('compute.addresses.deleteInternal');
  expect(permissions).not.toContain('compute.addresses.delete');
  const enforced = createSimulator({ iam: 'enforced' });
  const headers = { authorization: `Bearer ${enforced.iam.tokenOf('user:a@b.c')}` };
  enforced.handle({ method: 'GET', url: '/compute/v1/projects/p/zones', headers });
  expect(enforced.calls.permissions().uses).toEqual([
    { permission: 'compute.zones.list', methods: ['zones.list'], resources: ['projects/p'], isRefused: true },
  ]);
});

test('a log has room for so many bodies, and says of how many calls it has none', () => {
  const simulator = createSimulator();
  const { send } = projectIn(simulator);
  const description = 'x'.repeat(1024 * 1024);
  for (let index = 0; index < 20; index++) send('POST', 'global/networks', { name: `n${index}`, description });
  const { unread, permissions } = simulator.calls.permissions();
  expect(unread).toBeGreaterThan(3);
  expect(unread).toBeLessThan(20);
  expect(permissions).toEqual(['compute.networks.create']);
});
