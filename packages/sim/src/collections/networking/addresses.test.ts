import { describe, expect, test } from 'vitest';
import { instance, LINK, projectWithInstance, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';

const GLOBAL = 'global/addresses';
const REGIONAL = 'regions/us-east1/addresses';
const IPV4 = expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/);

function stored(collection: string, body: object = {}, project: TestProject = testProject()): JsonObject {
  project.make('POST', collection, { name: 'a', ...body });
  return project.get(`${collection}/a`);
}

/** The error that the operation of an insert ends in, as one text. */
function failure(project: TestProject, collection: string, body: object): string {
  const { error } = project.finish('POST', collection, body);
  const { code, message } = asObject(asArray(asObject(error)['errors'])[0]);
  return `${asString(code)} ${asString(message)}`;
}

const internal = (body: object = {}): object => ({ addressType: 'INTERNAL', ...body });
const range = (body: object = {}): object =>
  internal({ purpose: 'VPC_PEERING', network: 'global/networks/default', prefixLength: 16, ...body });

describe('an external address', () => {
  test('has a number of its own, and is in use by nobody', () => {
    expect(stored(REGIONAL)).toEqual({
      kind: 'compute#address',
      id: expect.any(String),
      creationTimestamp: expect.any(String),
      name: 'a',
      description: '',
      address: IPV4,
      addressType: 'EXTERNAL',
      networkTier: 'PREMIUM',
      status: 'RESERVED',
      labelFingerprint: expect.any(String),
      region: `${LINK}regions/us-east1`,
      selfLink: `${LINK}${REGIONAL}/a`,
    });
    expect(stored(GLOBAL)).toMatchObject({ address: IPV4, addressType: 'EXTERNAL', networkTier: 'PREMIUM' });
  });

  test('no two have the same', () => {
    const project = testProject();
    for (const name of ['a', 'b', 'c']) project.make('POST', GLOBAL, { name });
    expect(new Set(project.list(GLOBAL).map(({ address }) => address)).size).toBe(3);
  });

  test('may be of IPv6', () => {
    expect(stored(GLOBAL, { ipVersion: 'IPV6' })).toMatchObject({
      ipVersion: 'IPV6',
      address: expect.stringMatching(/^2600:1901:0:[\da-f]+::$/),
    });
  });

  test('gets no labels from an insert', () => {
    expect(stored(GLOBAL, { labels: { l: 'v' } })).not.toHaveProperty('labels');
  });

  test('cannot be asked for by number, unless somebody in the project has it', () => {
    const project = projectWithInstance({
      networkInterfaces: [{ network: 'global/networks/default', accessConfigs: [{ type: 'ONE_TO_ONE_NAT' }] }],
    });
    expect(project.refusal('POST', REGIONAL, { name: 'a', address: '198.51.100.7' })).toBe(
      "400 Invalid value for field 'resource.address': '198.51.100.7'. Invalid IP address specified.",
    );
    const nic = asObject(asArray(project.get(`${ZONE}/instances/i`)['networkInterfaces'])[0]);
    const address = asString(asObject(asArray(nic['accessConfigs'])[0])['natIP']);
    expect(stored(REGIONAL, { address }, project)).toMatchObject({
      address,
      status: 'IN_USE',
      users: [`${LINK}${ZONE}/instances/i`],
    });
    expect(project.refusal('POST', REGIONAL, { name: 'b', address })).toContain('already reserved');
  });

  test.each(['network', 'subnetwork', 'purpose'])('has no %s', (field) => {
    const value = { network: 'global/networks/default', subnetwork: 'regions/us-east1/subnetworks/default' }[field];
    expect(testProject().refusal('POST', REGIONAL, { name: 'a', [field]: value ?? 'GCE_ENDPOINT' })).toContain(
      `'resource.${field}'`,
    );
    expect(testProject().refusal('POST', REGIONAL, { name: 'a', [field]: value ?? 'GCE_ENDPOINT' })).toContain(
      'The field cannot be specified with external address.',
    );
  });

  test('has no purpose, whatever else it may not have', () => {
    const body = { name: 'a', purpose: 'VPC_PEERING', prefixLength: 16, network: 'global/networks/default' };
    expect(testProject().refusal('POST', GLOBAL, body)).toBe(
      "400 Invalid value for field 'resource.purpose': 'VPC_PEERING'. The field cannot be specified with external address.",
    );
  });

  test('is of the standard tier only in a region', () => {
    expect(stored(REGIONAL, { networkTier: 'STANDARD' })).toMatchObject({ networkTier: 'STANDARD' });
    for (const [collection, body] of [
      [GLOBAL, {}],
      [REGIONAL, internal()],
    ] as const) {
      expect(testProject().refusal('POST', collection, { name: 'a', networkTier: 'STANDARD', ...body })).toContain(
        "'resource.networkTier': 'STANDARD'",
      );
    }
  });
});

describe('an internal address of a region', () => {
  test('has no tier of its own, and no length', () => {
    const project = testProject();
    expect(project.refusal('POST', REGIONAL, internal({ name: 'a', networkTier: 'PREMIUM' }))).toContain(
      "'resource.networkTier': 'PREMIUM'. An address with type INTERNAL cannot have a network tier.",
    );
    expect(project.refusal('POST', REGIONAL, internal({ name: 'a', prefixLength: 29 }))).toContain(
      "'resource.prefixLength': '29'. The field cannot be specified for reserving internal IP Addresses.",
    );
  });

  test.each(['VPC_PEERING', 'PRIVATE_SERVICE_CONNECT'])(
    'is not for %s, nor one of a whole network for what it is for',
    (purpose) => {
      const network = 'global/networks/default';
      expect(testProject().refusal('POST', REGIONAL, internal({ name: 'a', purpose, network }))).toContain(
        'Only global internal addresses can use this purpose.',
      );
      const regional = internal({ name: 'a', purpose: 'GCE_ENDPOINT', network, address: '10.3.0.5' });
      expect(testProject().refusal('POST', GLOBAL, regional)).toContain(
        'Only regional internal addresses can use this purpose.',
      );
    },
  );

  test('is a range where attachments take their addresses from it', () => {
    const project = testProject();
    const body = internal({ purpose: 'IPSEC_INTERCONNECT', network: 'global/networks/default', prefixLength: 29 });
    expect(stored(REGIONAL, { ...body, address: '192.168.1.0' }, project)).toMatchObject({
      address: '192.168.1.0',
      prefixLength: 29,
      purpose: 'IPSEC_INTERCONNECT',
    });
    const taken = { ...body, name: 'b', address: '192.168.1.0', prefixLength: 24 };
    expect(failure(project, REGIONAL, taken)).toContain('Invalid IP CIDR range: 192.168.1.0/24 conflicts with');
  });

  test('is out of a subnetwork, by default the default one', () => {
    expect(stored(REGIONAL, internal())).toMatchObject({
      address: '10.142.0.2',
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: `${LINK}regions/us-east1/subnetworks/default`,
    });
  });

  test('is the one that was asked for, if the subnetwork has it and nobody reserved it', () => {
    const project = testProject();
    expect(stored(REGIONAL, internal({ address: '10.142.0.77' }), project)['address']).toBe('10.142.0.77');
    expect(project.finish('POST', REGIONAL, internal({ name: 'b', address: '10.142.0.77' }))).toMatchObject({
      httpErrorStatusCode: 409,
      error: {
        errors: [
          {
            code: 'IP_IN_USE_BY_ANOTHER_RESOURCE',
            message: "IP '10.142.0.77' is already being used by another resource.",
          },
        ],
      },
    });
    expect(project.refusal('POST', REGIONAL, internal({ name: 'b', address: '10.1.0.1' }))).toBe(
      "400 Invalid value for field 'resource.address': '10.1.0.1'. Requested internal IP address is outside the network/subnetwork range.",
    );
  });

  test.each(['10.142.0.0', '10.142.0.1', '10.142.15.254', '10.142.15.255'])(
    'is not %s, which is the service’s',
    (address) => {
      expect(testProject().refusal('POST', REGIONAL, internal({ name: 'a', address }))).toContain(
        `'resource.address': '${address}'. The IP address is reserved in every subnetwork.`,
      );
    },
  );

  test('is not given to an instance, nor an instance’s to it', () => {
    const project = testProject();
    project.make('POST', REGIONAL, internal({ name: 'a' }));
    project.make('POST', `${ZONE}/instances`, instance('i'));
    project.make('POST', REGIONAL, internal({ name: 'b' }));
    const nic = asObject(asArray(project.get(`${ZONE}/instances/i`)['networkInterfaces'])[0]);
    const numbers = [...project.list(REGIONAL).map(({ address }) => address), nic['networkIP']];
    expect(new Set(numbers).size).toBe(3);
  });

  test('can be found no more where a subnetwork is full', () => {
    const project = testProject();
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const small = { name: 's', network: 'global/networks/n', ipCidrRange: '10.9.0.0/29' };
    project.make('POST', 'regions/us-east1/subnetworks', small);
    const subnetwork = 'regions/us-east1/subnetworks/s';
    for (const name of ['a', 'b', 'c', 'd']) project.make('POST', REGIONAL, internal({ name, subnetwork }));
    expect(project.refusal('POST', REGIONAL, internal({ name: 'e', subnetwork }))).toContain('no free address');
    project.make('DELETE', `${REGIONAL}/b`);
    project.make('POST', REGIONAL, internal({ name: 'e', subnetwork }));
  });
});

describe('a range for peered services', () => {
  test('is found where the network has room', () => {
    const project = testProject();
    expect(stored(GLOBAL, range(), project)).toMatchObject({
      address: '10.0.0.0',
      prefixLength: 16,
      purpose: 'VPC_PEERING',
      network: `${LINK}global/networks/default`,
    });
    project.make('POST', GLOBAL, range({ name: 'b', prefixLength: 20 }));
    expect(project.get(`${GLOBAL}/b`)['address']).toBe('10.1.0.0');
    // The subnetworks of the default network begin at 10.128.0.0.
    expect(failure(project, GLOBAL, range({ name: 'c', address: '10.128.0.0' }))).toMatch(
      /conflicts with IP range 10\.128\.0\.0\/20 that was allocated by resource projects\/p1\/regions\/[^/]+\/subnetworks\/default\.$/,
    );
    expect(failure(project, GLOBAL, range({ name: 'd', address: '10.1.0.0', prefixLength: 24 }))).toBe(
      'INVALID_USAGE Invalid IP CIDR range: 10.1.0.0/24 conflicts with IP range 10.1.0.0/20 that was allocated by resource projects/p1/global/addresses/b.',
    );
    expect(project.refusal('GET', `${GLOBAL}/d`)).toContain('404');
  });

  test.each([
    [{ network: undefined }, "Required field 'resource.network'"],
    [{ purpose: undefined }, "Required field 'resource.purpose'"],
    [{ prefixLength: undefined }, "Required field 'resource.prefixLength'"],
    [{ prefixLength: 7 }, "'resource.prefixLength': '7'"],
    [{ prefixLength: 31 }, "'resource.prefixLength': '31'"],
    [{ address: '10.0.0.1' }, "'resource.address': '10.0.0.1'"],
    [
      { purpose: 'PRIVATE_SERVICE_CONNECT' },
      "'resource.address': ''. The field is not a valid IP address or does not match the given prefix length",
    ],
    [{ address: '10.0.0.0/16' }, "'resource.address': '10.0.0.0/16'. Must be a valid IP address."],
    [
      { purpose: 'PRIVATE_SERVICE_CONNECT', address: '10.0.0.9' },
      "'resource.prefixLength': '16'. The field cannot be specified for reserving internal IP Addresses. Please unset the field and retry the operation",
    ],
  ])('is refused with %j', (body, message) => {
    const project = testProject();
    project.make('POST', GLOBAL, range({ name: 'taken', address: '10.0.0.0', prefixLength: 24 }));
    expect(project.refusal('POST', GLOBAL, range({ name: 'a', ...body }))).toContain(message);
  });
});

describe('an address in use', () => {
  const withAddress = (natIP?: string): object => ({
    networkInterfaces: [
      { network: 'global/networks/default', accessConfigs: [{ type: 'ONE_TO_ONE_NAT', ...(natIP ? { natIP } : {}) }] },
    ],
  });
  const natIp = (project: TestProject): unknown => {
    const [nic] = asArray(project.get(`${ZONE}/instances/i`)['networkInterfaces']);
    return asObject(asArray(asObject(nic)['accessConfigs'])[0])['natIP'];
  };

  test('names its users while it has them', () => {
    const project = testProject();
    const address = asString(stored(REGIONAL, {}, project)['address']);
    project.make('POST', `${ZONE}/instances`, instance('i', withAddress(address)));
    expect(project.get(`${REGIONAL}/a`)).toMatchObject({ status: 'IN_USE', users: [`${LINK}${ZONE}/instances/i`] });
    project.make('DELETE', `${ZONE}/instances/i`);
    expect(project.get(`${REGIONAL}/a`)).toMatchObject({ status: 'RESERVED' });
    expect(project.get(`${REGIONAL}/a`)).not.toHaveProperty('users');
  });

  test('can be released: an instance keeps it until it stops', () => {
    const project = testProject();
    const address = asString(stored(REGIONAL, {}, project)['address']);
    project.make('POST', `${ZONE}/instances`, instance('i', withAddress(address)));
    project.make('DELETE', `${REGIONAL}/a`);
    expect(natIp(project)).toBe(address);
    project.make('POST', `${ZONE}/instances/i/stop`);
    expect(natIp(project)).toBeUndefined();
  });

  test('can be reserved: an instance keeps it when it stops', () => {
    const project = projectWithInstance(withAddress());
    const address = natIp(project);
    project.make('POST', REGIONAL, { name: 'a', address });
    project.make('POST', `${ZONE}/instances/i/stop`);
    expect(natIp(project)).toBe(address);
  });

  test.each([
    ['an external', {}, {}],
    ['an internal', internal(), { loadBalancingScheme: 'INTERNAL', allPorts: true }],
  ])('can be released while a forwarding rule has %s one, and is not given out again', (_kind, body, rule) => {
    const project = testProject();
    const isInternal = 'allPorts' in rule;
    const address = asString(stored(REGIONAL, body, project)['address']);
    project.make('POST', 'regions/us-east1/targetPools', { name: 't' });
    project.make('POST', 'regions/us-east1/backendServices', { name: 'b', loadBalancingScheme: 'INTERNAL' });
    const target = isInternal
      ? { backendService: 'regions/us-east1/backendServices/b' }
      : { target: 'regions/us-east1/targetPools/t' };
    const rules = 'regions/us-east1/forwardingRules';
    project.make('POST', rules, { name: 'r', IPAddress: `${REGIONAL}/a`, ...target, ...rule });
    project.make('DELETE', `${REGIONAL}/a`);
    expect(project.get(`${rules}/r`)['IPAddress']).toBe(address);
    project.make('POST', REGIONAL, { name: 'b', ...body, address });
    expect(project.get(`${REGIONAL}/b`)).toMatchObject({ address, status: 'IN_USE', users: [`${LINK}${rules}/r`] });
  });

  test('cannot be released while the NAT of a router has it', () => {
    const project = testProject();
    project.make('POST', REGIONAL, { name: 'a' });
    const nat = { name: 'n', natIpAllocateOption: 'MANUAL_ONLY', natIps: [`${REGIONAL}/a`] };
    project.make('POST', 'regions/us-east1/routers', {
      name: 'r',
      network: 'global/networks/default',
      nats: [{ ...nat, sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES' }],
    });
    expect(project.refused('DELETE', `${REGIONAL}/a`)).toEqual({
      status: 400,
      reason: 'resourceInUseByAnotherResource',
      message: `The address resource 'projects/p1/${REGIONAL}/a' is already being used by 'projects/p1/regions/us-east1/routers/r'`,
    });
  });
});

test('labels are set at once', () => {
  const project = testProject();
  const { labelFingerprint } = stored(GLOBAL, {}, project);
  const operation = project.begin('POST', `${GLOBAL}/a/setLabels`, { labels: { l: 'v' }, labelFingerprint });
  expect(operation['status']).toBe('DONE');
  expect(project.get(`${GLOBAL}/a`)['labels']).toEqual({ l: 'v' });
});
