import { describe, expect, test } from 'vitest';
import { projectWithTargets, REGION, RULES } from '../../../test/load-balancer.ts';
import { LINK } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';

const GLOBAL = 'global/forwardingRules';
const REGIONAL = `${REGION}/forwardingRules`;
const CLASSIC_TCP = { name: 'q', target: 'global/targetTcpProxies/t' };

/** A project with reserved addresses: `a` of the world and of the region, and `i` inside. */
function projectWithAddresses(): TestProject {
  const project = projectWithTargets();
  project.make('POST', 'global/addresses', { name: 'a' });
  project.make('POST', `${REGION}/addresses`, { name: 'a' });
  project.make('POST', `${REGION}/addresses`, { name: 'i', addressType: 'INTERNAL', address: '10.142.0.50' });
  return project;
}

const numberOf = (project: TestProject, address: string): string => asString(project.get(address)['address']);

describe('the address of a rule', () => {
  test.each(['a', 'global/addresses/a', 'projects/p1/global/addresses/a', `${LINK}global/addresses/a`])(
    'may be given as %s',
    (IPAddress) => {
      const project = projectWithAddresses();
      project.make('POST', GLOBAL, { ...RULES.classic, IPAddress });
      const number = numberOf(project, 'global/addresses/a');
      expect(project.get(`${GLOBAL}/r`)['IPAddress']).toBe(number);
      expect(project.get('global/addresses/a')).toMatchObject({ status: 'IN_USE', users: [`${LINK}${GLOBAL}/r`] });
    },
  );

  test('may be given as a number, reserved or a rule’s', () => {
    const project = projectWithAddresses();
    const number = numberOf(project, 'global/addresses/a');
    project.make('POST', GLOBAL, { ...RULES.classic, IPAddress: number });
    project.make('POST', GLOBAL, { ...CLASSIC_TCP, portRange: '443', IPAddress: number });
    expect(project.get('global/addresses/a')['users']).toEqual([`${LINK}${GLOBAL}/q`, `${LINK}${GLOBAL}/r`]);
  });

  test('is a new one otherwise, which can be reserved afterwards', () => {
    const project = projectWithTargets();
    project.make('POST', GLOBAL, RULES.classic);
    const address = asString(project.get(`${GLOBAL}/r`)['IPAddress']);
    project.make('POST', 'global/addresses', { name: 'a', address });
    expect(project.get('global/addresses/a')).toMatchObject({ address, users: [`${LINK}${GLOBAL}/r`] });
  });

  test('of IPv6 is asked for, and never together with a number', () => {
    const project = projectWithAddresses();
    project.make('POST', GLOBAL, { ...RULES.classic, ipVersion: 'IPV6' });
    expect(project.get(`${GLOBAL}/r`)['IPAddress']).toContain('2600:1901:');
    expect(
      project.refusal('POST', GLOBAL, { ...CLASSIC_TCP, portRange: '80', ipVersion: 'IPV4', IPAddress: 'a' }),
    ).toBe(
      "400 Invalid value for field 'resource.ipVersion': 'IPV4'. Both IP Version and IP Address cannot be specified.",
    );
  });

  test.each([
    ['none', "'resource.IPAddress': 'none'. Must be a literal IP address or URL referencing an Address resource."],
    ['global/addresses/none', "404 The resource 'projects/p1/global/addresses/none' was not found"],
    ['global/networks/default', "'resource.IPAddress': 'global/networks/default'"],
    [`${REGION}/addresses/a`, 'Invalid IP address specified.'],
    ['198.51.100.7', "'resource.IPAddress': '198.51.100.7'. Invalid IP address specified."],
  ])('is not %s', (IPAddress, message) => {
    expect(projectWithAddresses().refusal('POST', GLOBAL, { ...RULES.classic, IPAddress })).toContain(message);
  });

  test('inside must be in the subnetwork', () => {
    const project = projectWithAddresses();
    expect(project.refusal('POST', REGIONAL, { ...RULES.internal, IPAddress: '10.1.0.9' })).toBe(
      "400 Invalid value for field 'resource.IPAddress': '10.1.0.9'. Requested internal IP address is outside the network/subnetwork range.",
    );
    project.make('POST', REGIONAL, { ...RULES.internal, IPAddress: `${REGION}/addresses/i` });
    expect(project.get(`${REGIONAL}/r`)['IPAddress']).toBe('10.142.0.50');
  });
});

describe('an address inside', () => {
  const small = (project: TestProject): void => {
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.9.0.0/29' };
    project.make('POST', `${REGION}/subnetworks`, subnetwork);
  };

  test('is not to be had where the subnetwork is full', () => {
    const project = projectWithTargets();
    small(project);
    const subnetwork = `${REGION}/subnetworks/s`;
    for (const name of ['a', 'b', 'c', 'd']) project.make('POST', REGIONAL, { ...RULES.internal, name, subnetwork });
    expect(project.refusal('POST', REGIONAL, { ...RULES.internal, subnetwork })).toContain('no free address');
  });

  test('is asked for by an endpoint whose network has no subnetwork of its name', () => {
    const project = projectWithTargets();
    small(project);
    project.make('POST', REGIONAL, RULES.internal);
    const purpose = 'PRIVATE_SERVICE_CONNECT';
    const psc = { name: 'psc', network: 'global/networks/default', ipCidrRange: '10.6.0.0/24', purpose };
    project.make('POST', `${REGION}/subnetworks`, psc);
    project.make('POST', `${REGION}/serviceAttachments`, {
      name: 'a',
      targetService: `${REGIONAL}/r`,
      connectionPreference: 'ACCEPT_AUTOMATIC',
      natSubnets: [`${REGION}/subnetworks/psc`],
    });
    const endpoint = { name: 'e', target: `${REGION}/serviceAttachments/a`, network: 'global/networks/n' };
    expect(project.refusal('POST', REGIONAL, endpoint)).toBe("400 Required field 'resource.IPAddress' not specified");
  });

  test('is in the network, where a rule is in all of its regions', () => {
    const project = projectWithTargets();
    project.make('POST', 'global/backendServices', { name: 'x', loadBalancingScheme: 'INTERNAL_MANAGED' });
    project.make('POST', 'global/urlMaps', { name: 'x', defaultService: 'global/backendServices/x' });
    project.make('POST', 'global/targetHttpProxies', { name: 'x', urlMap: 'global/urlMaps/x' });
    const rule = { ...RULES.managed, loadBalancingScheme: 'INTERNAL_MANAGED', target: 'global/targetHttpProxies/x' };
    expect(project.refusal('POST', GLOBAL, { ...rule, IPAddress: '192.168.87.235' })).toBe(
      "400 Invalid value for field 'resource.IPAddress': '192.168.87.235'. Address '192.168.87.235' is not in the subnetwork ranges of network 'default'.",
    );
    project.make('POST', GLOBAL, { ...rule, IPAddress: '10.142.0.99' });
  });

  test('is of the scope of its rule', () => {
    const IPAddress = `${REGION}/addresses/i`;
    expect(projectWithAddresses().refusal('POST', GLOBAL, { ...RULES.mesh, IPAddress })).toContain(
      'Invalid IP address specified.',
    );
  });
});

describe('an address that two rules want', () => {
  const again = (portRange: string, more: object = {}): ((project: TestProject) => object) => {
    return (project) => ({ ...CLASSIC_TCP, portRange, IPAddress: numberOf(project, 'global/addresses/a'), ...more });
  };

  test('outside is refused for the same port', () => {
    const project = projectWithAddresses();
    project.make('POST', GLOBAL, { ...RULES.classic, IPAddress: 'a' });
    expect(project.refusal('POST', GLOBAL, again('80')(project))).toContain(
      'Specified IP address is in-use and would result in a conflict.',
    );
    project.make('POST', GLOBAL, again('81')(project));
  });

  test('outside is refused even while the first rule is in the making', () => {
    const project = projectWithAddresses();
    project.begin('POST', GLOBAL, { ...RULES.classic, IPAddress: 'a' });
    expect(project.refusal('POST', GLOBAL, again('80')(project))).toContain('in-use');
  });

  test('outside is refused where an instance has it', () => {
    const project = projectWithAddresses();
    const address = numberOf(project, `${REGION}/addresses/a`);
    const accessConfigs = [{ type: 'ONE_TO_ONE_NAT', natIP: address }];
    project.make('POST', 'zones/us-east1-b/instances', {
      name: 'i',
      machineType: 'zones/us-east1-b/machineTypes/e2-small',
      disks: [
        { boot: true, initializeParams: { sourceImage: 'projects/debian-cloud/global/images/family/debian-12' } },
      ],
      networkInterfaces: [{ network: 'global/networks/default', accessConfigs }],
    });
    expect(project.refusal('POST', REGIONAL, { ...RULES.external, IPAddress: address })).toContain('in-use');
  });

  test('inside makes the operation fail', () => {
    const project = projectWithAddresses();
    project.make('POST', REGIONAL, { ...RULES.internal, IPAddress: '10.142.0.60' });
    const second = { ...RULES.internal, name: 'q', ports: ['81'], IPAddress: '10.142.0.60' };
    const operation = project.finish('POST', REGIONAL, second);
    const error = asObject(asArray(asObject(operation['error'])['errors'])[0]);
    expect(error).toMatchObject({
      code: 'IP_IN_USE_BY_ANOTHER_RESOURCE',
      message: "IP '10.142.0.60' is already being used by another resource.",
    });
    expect(project.names(REGIONAL)).toEqual(['r']);
  });

  test('inside is shared where it is reserved for that, port by port', () => {
    const project = projectWithAddresses();
    const purpose = 'SHARED_LOADBALANCER_VIP';
    project.make('POST', `${REGION}/addresses`, { name: 's', addressType: 'INTERNAL', purpose });
    const IPAddress = `${REGION}/addresses/s`;
    project.make('POST', REGIONAL, { ...RULES.internal, IPAddress });
    project.make('POST', REGIONAL, { ...RULES.internal, name: 'q', ports: ['81'], IPAddress });
    const third = project.finish('POST', REGIONAL, { ...RULES.internal, name: 's', ports: ['81'], IPAddress });
    expect(JSON.stringify(third['error'])).toContain('IP_IN_USE_BY_ANOTHER_RESOURCE');
  });

  test('of a service mesh is nobody’s', () => {
    const project = projectWithTargets();
    for (const name of ['r', 'q']) project.make('POST', GLOBAL, { ...RULES.mesh, name, IPAddress: '10.0.0.1' });
    expect(project.list(GLOBAL).map(({ IPAddress }) => IPAddress)).toEqual(['10.0.0.1', '10.0.0.1']);
  });
});
