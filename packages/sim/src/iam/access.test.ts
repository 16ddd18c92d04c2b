import { describe, expect, test } from 'vitest';
import type { ApiResponse } from '../api/response.ts';
import { asArray, asObject, asString } from '../kernel/json.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
import type { IamOptions } from './iam-options.ts';

const ALICE = 'user:alice@example.com';
const OWNER = 'user:owner@example.com';
const BASE = '/compute/v1/projects/shop/';

interface Asking {
  readonly simulator: Simulator;
  /** `200`, or `403 words`, one line for each error. */
  readonly ask: (method: string, path: string, body?: object, principal?: string) => string;
  readonly answer: (method: string, path: string, body?: object, principal?: string) => ApiResponse;
}

function askingOf(simulator: Simulator): Asking {
  const answer: Asking['answer'] = (method, path, body, principal = ALICE) =>
    simulator.handle({
      method,
      url: path.startsWith('/') ? path : BASE + path,
      body,
      headers: { authorization: `Bearer ${simulator.iam.tokenOf(principal)}` },
    });
  const ask: Asking['ask'] = (...request) => {
    const { status, body } = answer(...request);
    const errors = asArray(asObject(body?.['error'])['errors']).map((error) => asString(asObject(error)['message']));
    return [status, ...errors].join(' ');
  };
  return { simulator, ask, answer };
}

/** A simulator in whose project `shop` Alice has a role of exactly these permissions. */
const having = (permissions: readonly string[], more: IamOptions = {}): Asking =>
  askingOf(
    createSimulator({
      iam: {
        ...more,
        roles: { 'projects/shop/roles/own': { includedPermissions: permissions }, ...more.roles },
        policies: {
          'projects/shop': { bindings: [{ role: 'projects/shop/roles/own', members: [ALICE] }] },
          ...more.policies,
        },
      },
    }),
  );

const granting = (role: string, more: IamOptions = {}): Asking =>
  askingOf(
    createSimulator({
      iam: { ...more, policies: { 'projects/shop': { bindings: [{ role, members: [ALICE] }] }, ...more.policies } },
    }),
  );

const required = (permission: string, resource: string): string =>
  `Required '${permission}' permission for 'projects/shop${resource}'`;

describe('who calls', () => {
  const options: IamOptions = {
    tokens: { 'secret-of-alice': ALICE },
    policies: { 'projects/shop': { bindings: [{ role: 'roles/compute.viewer', members: [ALICE] }] } },
  };
  const statusWith = (headers: Record<string, string>, query = ''): number =>
    createSimulator({ iam: options }).handle({ method: 'GET', url: `${BASE}zones${query}`, headers }).status;

  test('is said by a token that the option names, in the header or the query', () => {
    expect(statusWith({ authorization: 'Bearer secret-of-alice' })).toBe(200);
    expect(statusWith({}, '?access_token=secret-of-alice')).toBe(200);
  });

  test('what is no token is refused without being shown, for it may be one with a line break behind it', () => {
    const made = (): unknown => createSimulator({ iam: { tokens: { 'secret\n': ALICE } } });
    expect(made).toThrow(/^iam\.tokens: the one of "user:alice\S+" must be a text without spaces/);
    expect(made).not.toThrow(/secret/);
  });

  test('nobody without a token, and nobody with an unknown one, gets in', () => {
    const simulator = createSimulator({ iam: options });
    const url = `${BASE}zones`;
    expect(simulator.handle({ method: 'GET', url }).body).toMatchObject({
      error: { code: 401, errors: [{ reason: 'required' }] },
    });
    const unknown = simulator.handle({ method: 'GET', url, headers: { authorization: 'Bearer other' } });
    expect(unknown.body).toMatchObject({ error: { code: 401, errors: [{ reason: 'authError' }] } });
    expect(JSON.stringify(unknown.body)).toContain('iam.tokens');
    expect(simulator.calls.list().map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      '401 required',
      '401 authError',
    ]);
  });

  test.each(['Bearer', 'Basic secret-of-alice', 'Bearer a b', 'Bearer gcepool-simulator-token.!!!', 'Bearer a.b.c'])(
    'the header "%s" is of nobody',
    (authorization) => expect(statusWith({ authorization })).toBe(401),
  );

  test('a key signs its own token, as clients do', () => {
    const claims = btoa(JSON.stringify({ iss: 'robot@shop.iam.gserviceaccount.com' }));
    const { simulator } = granting('roles/viewer');
    const response = simulator.handle({
      method: 'GET',
      url: `${BASE}zones`,
      headers: { authorization: `Bearer e30.${claims}.signature` },
    });
    expect(response.status).toBe(403);
    expect(simulator.calls.list()[0]?.user).toBe('robot@shop.iam.gserviceaccount.com');
  });

  test('is who operations show', () => {
    const { answer } = granting('roles/compute.admin');
    expect(answer('POST', 'global/networks', { name: 'n' }).body?.['user']).toBe('alice@example.com');
  });
});

describe('a call without the permission it takes is refused in the words of GCE', () => {
  const nobody = having([]);

  test.each([
    ['GET', 'zones', required('compute.zones.list', '')],
    ['GET', 'aggregated/instances', required('compute.instances.list', '')],
    [
      'GET',
      'zones/us-central1-a/instances/web',
      required('compute.instances.get', '/zones/us-central1-a/instances/web'),
    ],
    ['DELETE', 'global/networks/n', required('compute.networks.delete', '/global/networks/n')],
    ['GET', '', required('compute.projects.get', '')],
    [
      'GET',
      'regions/us-central1/backendServices/b',
      required('compute.regionBackendServices.get', '/regions/us-central1/backendServices/b'),
    ],
    [
      'GET',
      'global/operations/operation-1',
      required('compute.globalOperations.get', '/global/operations/operation-1'),
    ],
  ])('%s %s', (method, path, message) => {
    expect(nobody.ask(method, path.replace(/^$/, '/compute/v1/projects/shop'))).toBe(`403 ${message}`);
  });

  test('the reason is forbidden, and the log has it', () => {
    const { answer, simulator } = having([]);
    expect(answer('GET', 'zones').body).toMatchObject({
      error: { code: 403, errors: [{ domain: 'global', reason: 'forbidden' }] },
    });
    expect(simulator.calls.list()[0]).toMatchObject({ status: 403, reason: 'forbidden', user: 'alice@example.com' });
  });

  test('what is not there is not told from what is', () => {
    const { ask } = having(['compute.networks.create']);
    ask('POST', 'global/networks', { name: 'n' });
    expect(ask('GET', 'global/networks/n').replace('/networks/n', '/networks/m')).toBe(ask('GET', 'global/networks/m'));
  });

  test('nothing changes, and no time passes', () => {
    const { ask, simulator } = having(['compute.networks.create']);
    ask('POST', 'global/networks', { name: 'n' });
    const before = simulator.snapshot();
    ask('GET', 'global/networks/n');
    ask('DELETE', 'global/networks/n');
    expect(simulator.snapshot()).toEqual(before);
  });
});

describe('what a body refers to takes permissions of its own', () => {
  const HEALTH_CHECK = { name: 'hc', type: 'TCP', tcpHealthCheck: { port: 80 } };

  test('a backend service takes its health checks and groups', () => {
    const { ask } = having([
      'compute.backendServices.create',
      'compute.healthChecks.create',
      'compute.instanceGroups.create',
    ]);
    ask('POST', 'global/healthChecks', HEALTH_CHECK);
    ask('POST', 'zones/us-central1-a/instanceGroups', { name: 'g' });
    const body = {
      name: 'b',
      healthChecks: ['global/healthChecks/hc'],
      backends: [{ group: 'https://www.googleapis.com/compute/v1/projects/shop/zones/us-central1-a/instanceGroups/g' }],
    };
    expect(ask('POST', 'global/backendServices', body)).toBe(
      `403 ${required('compute.instanceGroups.use', '/zones/us-central1-a/instanceGroups/g')} ` +
        required('compute.healthChecks.useReadOnly', '/global/healthChecks/hc'),
    );
  });

  test('an instance takes its subnetwork, image, disk and account, and what is set with it', () => {
    const { ask } = having(['compute.instances.create']);
    const body = {
      name: 'web',
      machineType: 'zones/us-central1-a/machineTypes/e2-small',
      networkInterfaces: [{ network: 'global/networks/default', accessConfigs: [{}] }],
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/images-of-ours/global/images/family/web' } },
        { source: 'zones/us-central1-a/disks/shared', mode: 'READ_ONLY' },
        { source: 'zones/us-central1-a/disks/own' },
      ],
      serviceAccounts: [{ email: 'robot@shop.iam.gserviceaccount.com', scopes: [] }],
      metadata: { items: [{ key: 'a', value: 'b' }] },
      tags: { items: ['http'] },
      labels: { a: 'b' },
    };
    const refusal = ask('POST', 'zones/us-central1-a/instances', body);
    const missing = [...refusal.matchAll(/Required '([\w.]+)' permission for '([^']+)'/g)].map(
      ([, permission, resource]) => `${permission} ${resource}`,
    );
    const zone = 'projects/shop/zones/us-central1-a';
    expect(missing.toSorted()).toEqual([
      `compute.disks.create projects/shop`,
      `compute.disks.use ${zone}/disks/own`,
      `compute.disks.useReadOnly ${zone}/disks/shared`,
      'compute.images.useReadOnly projects/images-of-ours/global/images/family/web',
      `compute.instances.setLabels ${zone}/instances/web`,
      `compute.instances.setMetadata ${zone}/instances/web`,
      `compute.instances.setServiceAccount ${zone}/instances/web`,
      `compute.instances.setTags ${zone}/instances/web`,
      'compute.subnetworks.use projects/shop/regions/us-central1/subnetworks/default',
      'compute.subnetworks.useExternalIp projects/shop/regions/us-central1/subnetworks/default',
      'iam.serviceAccounts.actAs projects/shop/serviceAccounts/robot@shop.iam.gserviceaccount.com',
    ]);
  });

  test('public images are for everybody', () => {
    const { ask } = having(['compute.disks.create']);
    const sourceImage = 'projects/debian-cloud/global/images/family/debian-12';
    expect(ask('POST', 'zones/us-central1-a/disks', { name: 'd', sourceImage })).toBe('200');
    expect(ask('GET', '/compute/v1/projects/debian-cloud/global/images/family/debian-12')).toBe('200');
    expect(ask('GET', '/compute/v1/projects/debian-cloud/global/networks')).toMatch(/^403/);
  });

  test('who may not act as the account alone is told so in words of its own', () => {
    const { ask } = granting('roles/compute.instanceAdmin.v1');
    const body = {
      name: 'web',
      machineType: 'zones/us-central1-a/machineTypes/e2-small',
      networkInterfaces: [{ network: 'global/networks/default' }],
      disks: [{ boot: true, initializeParams: { diskSizeGb: '10' } }],
      serviceAccounts: [{ email: 'robot@shop.iam.gserviceaccount.com', scopes: [] }],
    };
    expect(ask('POST', 'zones/us-central1-a/instances', body)).toMatch(
      /^400 The user does not have access to service account 'robot@shop.iam.gserviceaccount.com'/,
    );
  });

  test('a firewall rule changes its network', () => {
    const { ask } = having(['compute.firewalls.create']);
    expect(ask('POST', 'global/firewalls', { name: 'f', allowed: [{ IPProtocol: 'tcp' }] })).toBe(
      `403 ${required('compute.networks.updatePolicy', '/global/networks/default')}`,
    );
  });

  test('an internal address takes another permission than an external one', () => {
    const { ask } = having(['compute.addresses.create']);
    expect(ask('POST', 'regions/us-central1/addresses', { name: 'a' })).toBe('200');
    expect(ask('POST', 'regions/us-central1/addresses', { name: 'b', addressType: 'INTERNAL' })).toMatch(
      /^403 Required 'compute.addresses.createInternal'/,
    );
  });

  test('a network of another project takes a role there', () => {
    const body = { name: 'f', network: 'projects/host/global/networks/shared', allowed: [{ IPProtocol: 'tcp' }] };
    const { ask } = granting('roles/compute.admin');
    expect(ask('POST', 'global/firewalls', body)).toMatch(
      /^403 Required 'compute.networks.updatePolicy' permission for 'projects\/host\/global\/networks\/shared'$/,
    );
  });
});

describe('roles hold', () => {
  const viewer = [{ role: 'roles/compute.viewer', members: [ALICE] }];

  test('on folders and organizations above a project', () => {
    const { ask } = askingOf(
      createSimulator({
        iam: {
          policies: { 'organizations/1': { bindings: viewer } },
          ancestors: { 'projects/shop': ['folders/7', 'organizations/1'] },
        },
      }),
    );
    expect(ask('GET', 'zones')).toBe('200');
    expect(ask('GET', '/compute/v1/projects/other/zones')).toMatch(/^403/);
  });

  test.each([
    ['a group, also one in another', ['group:all@example.com'], '200'],
    ['a domain', ['domain:Example.com'], '200'],
    ['everybody with a token', ['allAuthenticatedUsers'], '200'],
    ['everybody', ['allUsers'], '200'],
    ['the same address in capitals', ['user:Alice@Example.com'], '200'],
    ['another kind of account', ['serviceAccount:alice@example.com'], `403 ${required('compute.zones.list', '')}`],
    [
      'an account that was deleted',
      ['deleted:user:alice@example.com?uid=1'],
      `403 ${required('compute.zones.list', '')}`,
    ],
  ])('for %s', (_, members, answer) => {
    const { ask } = askingOf(
      createSimulator({
        iam: {
          groups: { 'all@example.com': ['group:team@example.com'], 'team@example.com': [ALICE] },
          policies: { 'projects/shop': { bindings: [{ role: 'roles/viewer', members }] } },
        },
      }),
    );
    expect(ask('GET', 'zones')).toBe(answer);
  });

  test('on a single resource, by options and by setIamPolicy', () => {
    const path = 'projects/shop/zones/us-central1-a/disks/d';
    const { ask, answer, simulator } = askingOf(
      createSimulator({
        iam: {
          policies: {
            'projects/shop': { bindings: [{ role: 'roles/owner', members: [OWNER] }] },
            [path]: { bindings: viewer },
          },
        },
      }),
    );
    const asOwner = (method: string, where: string, body?: object): string => ask(method, where, body, OWNER);
    for (const name of ['d', 'e'])
      expect(asOwner('POST', 'zones/us-central1-a/disks', { name, sizeGb: '10' })).toBe('200');
    expect(asOwner('GET', 'zones/us-central1-a/disks/d')).toBe('200');
    expect(ask('GET', 'zones/us-central1-a/disks/d')).toBe('200');
    expect(ask('GET', 'zones/us-central1-a/disks/e')).toMatch(/^403/);
    expect(ask('GET', 'zones/us-central1-a/disks')).toMatch(/^403/);
    expect(answer('GET', 'zones/us-central1-a/disks/d/getIamPolicy', undefined, OWNER).body).toMatchObject({
      bindings: viewer,
    });
    expect(asOwner('POST', 'zones/us-central1-a/disks/e/setIamPolicy', { policy: { bindings: viewer } })).toBe('200');
    expect(ask('GET', 'zones/us-central1-a/disks/e')).toBe('200');
    expect(asOwner('POST', 'zones/us-central1-a/disks/d/setIamPolicy', { policy: { bindings: [] } })).toBe('200');
    expect(ask('GET', 'zones/us-central1-a/disks/d')).toMatch(/^403/);
    expect(simulator.replayed()).toEqual(simulator.snapshot());
  });

  test('as long as a condition on the name or the time does', () => {
    const { ask, simulator } = askingOf(
      createSimulator({
        clock: 'manual',
        startTime: '2026-01-05T08:00:00Z',
        iam: {
          policies: {
            'projects/shop': {
              bindings: [
                {
                  role: 'roles/compute.viewer',
                  members: [ALICE],
                  condition: {
                    title: 'web, until nine',
                    expression:
                      "resource.type == 'compute.googleapis.com/Instance' && resource.name.startsWith('projects/shop/zones/us-central1-a/instances/web-') && request.time < timestamp('2026-01-05T09:00:00Z')",
                  },
                },
              ],
            },
          },
        },
      }),
    );
    expect(ask('GET', 'zones/us-central1-a/instances/web-1')).toMatch(/^404/);
    expect(ask('GET', 'zones/us-central1-a/instances/db-1')).toMatch(/^403/);
    expect(ask('GET', 'zones/us-central1-a/disks/web-1')).toMatch(/^403/);
    simulator.clock.advance(3_600_000);
    expect(ask('GET', 'zones/us-central1-a/instances/web-1')).toMatch(/^403/);
  });

  test('as policies are in each fork, snapshot and time', () => {
    const { ask, simulator } = askingOf(createSimulator({ iam: 'enforced' }));
    const before = simulator.fork();
    simulator.iam.setPolicy('projects/shop', { bindings: viewer });
    expect(ask('GET', 'zones')).toBe('200');
    expect(askingOf(before).ask('GET', 'zones')).toMatch(/^403/);
    const restored = createSimulator({ iam: 'enforced', snapshot: simulator.snapshot() });
    expect(askingOf(restored).ask('GET', 'zones')).toBe('200');
    expect(simulator.replayed()).toEqual(simulator.snapshot());
    simulator.resetProject('shop');
    expect(ask('GET', 'zones')).toMatch(/^403/);
  });
});

describe('a policy that cannot be enforced is refused', () => {
  const disk = 'zones/us-central1-a/disks/d';
  const admin = granting('roles/compute.admin');
  admin.ask('POST', 'zones/us-central1-a/disks', { name: 'd', sizeGb: '10' });

  test.each([
    [{ role: 'roles/compute.viwer', members: [ALICE] }, /bindings\[0\]\.role.*names no role that is known/],
    [{ role: 'projects/shop/roles/other', members: [ALICE] }, /custom role 'projects\/shop\/roles\/other'/],
    [{ role: 'roles/viewer', members: ['alice@example.com'] }, /members\[0\].*must be 'user:EMAIL'/],
    [
      { role: 'roles/viewer', members: [ALICE], condition: { expression: "resource.matchTag('1/env', 'prod')" } },
      /condition\.expression.*cannot be evaluated by this simulator.*matchTag/,
    ],
    [
      { role: 'roles/viewer', members: [ALICE], condition: { expression: "resource.name.matches('(a+)+b')" } },
      /matches\(\) is not simulated/,
    ],
    [{ role: 'roles/viewer', members: [ALICE], condition: { expression: 'resource.name' } }, /it is a string/],
    [{ role: 'roles/viewer', members: [ALICE], condition: { expression: '((' } }, /cannot be evaluated/],
  ])('%j', (binding, message) => {
    expect(admin.ask('POST', `${disk}/setIamPolicy`, { policy: { bindings: [binding] } })).toMatch(/^400/);
    expect(admin.ask('POST', `${disk}/setIamPolicy`, { policy: { bindings: [binding] } })).toMatch(message);
    expect(() => createSimulator({ iam: { policies: { 'projects/p': { bindings: [binding] } } } })).toThrow(message);
    expect(() => admin.simulator.iam.setPolicy('projects/p', { bindings: [binding] })).toThrow(message);
  });

  test('roles of services that are not simulated are taken, and allow nothing', () => {
    expect(granting('roles/storage.admin').ask('GET', 'zones')).toMatch(/^403/);
  });
});

describe('what makes no sense in the option is refused by name', () => {
  test.each([
    [{ token: {} }, /has no field 'token'; it knows tokens, groups, roles, policies, ancestors/],
    [{ tokens: { t: 'alice' } }, /iam\.tokens: each must be 'user:EMAIL' or 'serviceAccount:EMAIL'; got "alice"/],
    [{ tokens: [] }, /iam\.tokens must be an object/],
    [{ groups: { team: [] } }, /iam\.groups: 'team' must be the address of a group/],
    [{ groups: { 'a@b.c': ['x'] } }, /iam\.groups\['a@b\.c'\]\[0\] must be/],
    [{ roles: { own: { includedPermissions: [] } } }, /iam\.roles: 'own' must be projects\/PROJECT\/roles\/NAME/],
    [
      { roles: { 'projects/p/roles/r': { includedPermissions: ['compute.*'] } } },
      /includedPermissions\[0\] must be a permission/,
    ],
    [{ roles: { 'projects/p/roles/r': {} } }, /includedPermissions must be a list/],
    [{ policies: { p: {} } }, /iam\.policies: 'p' must be projects\/PROJECT/],
    [{ policies: { 'projects/p': { binding: [] } } }, /iam\.policies\['projects\/p'\] has no field 'binding'/],
    [{ ancestors: { 'projects/p': ['shop'] } }, /ancestors\['projects\/p'\]\[0\] must be folders\/FOLDER/],
    ['on', /unless it is 'enforced'/],
  ])('%j', (iam, message) => {
    expect(() => createSimulator({ iam: iam as IamOptions })).toThrow(message);
  });
});

describe('whoever asks what they may do is told the truth', () => {
  test('on a resource', () => {
    const disks = 'zones/us-central1-a/disks';
    const { answer, ask, simulator } = granting('roles/compute.viewer');
    const bindings = simulator.iam.policy('projects/shop').bindings ?? [];
    simulator.iam.setPolicy('projects/shop', { bindings: [...bindings, { role: 'roles/owner', members: [OWNER] }] });
    ask('POST', disks, { name: 'd', sizeGb: '10' }, OWNER);
    const permissions = ['compute.disks.get', 'compute.disks.delete'];
    expect(answer('POST', `${disks}/d/testIamPermissions`, { permissions }).body).toEqual({
      permissions: ['compute.disks.get'],
    });
    expect(answer('POST', `${disks}/d/testIamPermissions`, { permissions }, 'user:bob@example.com').body).toEqual({});
  });

  test.each(['v1', 'v3'])('on a project, by Resource Manager %s', (version) => {
    const { answer } = granting('roles/compute.viewer');
    const permissions = ['compute.networks.get', 'compute.networks.delete', 'resourcemanager.projects.get'];
    expect(answer('POST', `/${version}/projects/shop:testIamPermissions`, { permissions }).body).toEqual({
      permissions: ['compute.networks.get', 'resourcemanager.projects.get'],
    });
  });

  test('also by the face of the simulator', () => {
    const { simulator } = granting('roles/compute.viewer');
    expect(simulator.iam.permits(ALICE, 'compute.networks.get', 'projects/shop')).toBe(true);
    expect(simulator.iam.permits(ALICE, 'compute.networks.get', 'projects/other')).toBe(false);
    expect(createSimulator().iam.permits(ALICE, 'compute.networks.get', 'projects/other')).toBe(true);
    expect(() => simulator.iam.permits('alice', 'compute.networks.get', 'projects/shop')).toThrow(/principal must be/);
    expect(() => simulator.iam.setPolicy('projects/shop/global/networks/n', {})).toThrow(/setIamPolicy/);
  });
});

describe("a project's policy", () => {
  test('is read and set through Resource Manager by those who may', () => {
    const { answer, ask } = granting('roles/owner');
    const { body: policy } = answer('POST', '/v1/projects/shop:getIamPolicy', {});
    expect(policy).toMatchObject({ bindings: [{ role: 'roles/owner', members: [ALICE] }] });
    const bob = 'user:bob@example.com';
    expect(ask('POST', '/v1/projects/shop:getIamPolicy', {}, bob)).toBe('403 The caller does not have permission');
    const bindings = [...asArray(policy?.['bindings']), { role: 'roles/viewer', members: [bob] }];
    expect(ask('POST', '/v1/projects/shop:setIamPolicy', { policy: { ...policy, bindings } })).toBe('200');
    expect(ask('GET', 'zones', undefined, bob)).toBe('200');
    expect(ask('POST', '/v1/projects/shop:setIamPolicy', { policy: { ...policy, bindings } })).toMatch(
      /^409 There were concurrent/,
    );
    expect(
      ask('POST', '/v1/projects/shop:setIamPolicy', { policy: { bindings: [{ role: 'x', members: [] }] } }),
    ).toMatch(/^400 policy\.bindings\[0\]\.role names no role/);
  });

  test('is kept where nothing is enforced, too', () => {
    const simulator = createSimulator();
    const policy = { bindings: [{ role: 'roles/viewer', members: [ALICE] }] };
    simulator.handle({ method: 'POST', url: '/v1/projects/shop:setIamPolicy', body: { policy } });
    const { body } = simulator.handle({ method: 'POST', url: '/v1/projects/shop:getIamPolicy', body: {} });
    expect(body).toMatchObject(policy);
    expect(simulator.iam.policy('projects/shop')).toEqual(body);
  });
});

test('services are enabled by those who may', () => {
  const { ask } = granting('roles/compute.viewer');
  expect(ask('GET', '/v1/projects/shop/services')).toBe('200');
  expect(ask('POST', '/v1/projects/shop/services/dns.googleapis.com:enable', {})).toMatch(
    /^403 Permission 'serviceusage.services.enable' denied/,
  );
});
