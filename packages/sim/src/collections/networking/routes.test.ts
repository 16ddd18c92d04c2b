import { describe, expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { projectWithInstance, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const BODY = { name: 'r', network: 'global/networks/n', destRange: '10.9.0.0/16', priority: 900 };
const GATEWAY = 'global/gateways/default-internet-gateway';

function projectWithNetwork(): TestProject {
  const project = testProject();
  project.finish('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  return project;
}

const routesOf = (project: TestProject, network: string) =>
  project.list('global/routes').filter((route) => asString(route['network']).endsWith(`/networks/${network}`));

describe('routes that make themselves', () => {
  test('lead from a new network to the internet', () => {
    expect(routesOf(projectWithNetwork(), 'n')).toMatchObject([
      { destRange: '0.0.0.0/0', priority: 1000, nextHopGateway: expect.stringMatching(/\/default-internet-gateway$/) },
    ]);
  });

  test('lead to each subnetwork, and go with it', () => {
    const project = projectWithNetwork();
    const body = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };
    project.finish('POST', 'regions/us-east1/subnetworks', body);
    const [, local] = routesOf(project, 'n').toSorted((a, b) => Number(b['priority']) - Number(a['priority']));
    expect(local).toMatchObject({
      name: expect.stringMatching(/^default-route-r-[0-9a-f]{16}$/),
      description: 'Default local route to the subnetwork 10.1.0.0/24.',
      destRange: '10.1.0.0/24',
      priority: 0,
      nextHopNetwork: expect.stringMatching(/\/networks\/n$/),
    });
    expect(project.refusal('DELETE', `global/routes/${asString(local?.['name'])}`)).toMatch(/^400 .*cannot be deleted/);
    project.finish('DELETE', 'regions/us-east1/subnetworks/s');
    expect(routesOf(project, 'n')).toHaveLength(1);
  });

  test('do not keep their network from being deleted, and go with it', () => {
    const project = projectWithNetwork();
    expect(project.finish('DELETE', 'global/networks/n')).not.toHaveProperty('error');
    expect(routesOf(project, 'n')).toEqual([]);
  });
});

describe('routes', () => {
  test('keep their network from being deleted', () => {
    const project = projectWithNetwork();
    project.finish('POST', 'global/routes', { ...BODY, nextHopGateway: GATEWAY });
    expect(JSON.stringify(project.finish('DELETE', 'global/networks/n')['error'])).toContain(
      "by 'projects/p1/global/routes/r'",
    );
  });

  test('have the priority 1000 unless told otherwise', () => {
    const project = projectWithNetwork();
    const { priority: _, ...body } = BODY;
    project.make('POST', 'global/routes', { ...body, nextHopGateway: GATEWAY });
    expect(project.get('global/routes/r')['priority']).toBe(1000);
  });

  test('have exactly one next hop', () => {
    const project = projectWithNetwork();
    expect(project.refusal('POST', 'global/routes', BODY)).toBe("400 Required field 'resource.nextHop' not specified");
    const two = { ...BODY, nextHopGateway: GATEWAY, nextHopIp: '10.1.0.2' };
    expect(project.refusal('POST', 'global/routes', two)).toMatch(/^400 .*exactly one next hop/);
  });

  test.each([
    ['destRange', '10.9.0.1/16'],
    ['priority', 65_536],
  ])('refuse the %s %s', (field, value) => {
    const body = { ...BODY, nextHopGateway: GATEWAY, [field]: value };
    expect(projectWithNetwork().refusal('POST', 'global/routes', body)).toMatch(
      `400 Invalid value for field 'resource.${field}'`,
    );
  });

  test.each([
    [{ nextHopGateway: 'global/gateways/mine' }, 'Only the internet gateway can be specified.'],
    [{ nextHopIp: '10.1.0' }, "'resource.nextHopIp': '10.1.0'"],
    [{ nextHopIlb: 'regions/us-east1/forwardingRules/none' }, '404 The resource'],
    [{ nextHopIlb: 'none' }, "'resource.nextHopIlb': 'none'"],
    [{ nextHopGateway: GATEWAY, tags: ['ok', 'Not_Ok'] }, "'resource.tags[1]': 'Not_Ok'"],
    [{ nextHopGateway: GATEWAY, destRange: '2001:db8::/129' }, "'resource.destRange'"],
    [
      { nextHopGateway: GATEWAY, destRange: '10.1.0.0/25' },
      '10.1.0.0/25 hides the address space of the network (10.1.0.0/24). Cannot change the routing of packets destined for the network.',
    ],
  ])('refuse %j', (more, message) => {
    const project = projectWithNetwork();
    const subnetwork = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24' };
    project.make('POST', 'regions/us-east1/subnetworks', subnetwork);
    expect(project.refusal('POST', 'global/routes', { ...BODY, ...more })).toContain(message);
    project.make('POST', 'global/routes', { ...BODY, destRange: '10.1.0.0/16', nextHopGateway: GATEWAY });
  });

  test('lead to instances of their own network', () => {
    const project = projectWithInstance();
    project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
    const route = { ...BODY, nextHopInstance: `${ZONE}/instances/i` };
    expect(project.refusal('POST', 'global/routes', route)).toMatch(
      /'resource.nextHopInstance'.*must have an interface in the network of the route\.$/,
    );
    project.make('POST', 'global/routes', { ...route, network: 'global/networks/default' });
  });

  test('outlive the instance they lead to, and warn of it', () => {
    const project = projectWithInstance({ canIpForward: true });
    const nextHopInstance = `${ZONE}/instances/i`;
    project.make('POST', 'global/routes', { ...BODY, network: 'global/networks/default', nextHopInstance });
    expect(project.get('global/routes/r')).not.toHaveProperty('warnings');
    project.make('POST', `${nextHopInstance}/stop`);
    expect(project.get('global/routes/r')['warnings']).toMatchObject([{ code: 'NEXT_HOP_NOT_RUNNING' }]);
    project.make('DELETE', nextHopInstance);
    expect(project.get('global/routes/r')['warnings']).toMatchObject([{ code: 'NEXT_HOP_INSTANCE_NOT_FOUND' }]);
    expect(project.refusal('POST', 'global/routes', { ...BODY, name: 'q', nextHopInstance })).toMatch(/^404 /);
  });

  test('warn of an instance that was not made to forward', () => {
    const project = projectWithInstance();
    const nextHopInstance = `${ZONE}/instances/i`;
    project.make('POST', 'global/routes', { ...BODY, network: 'global/networks/default', nextHopInstance });
    const link = asString(project.get(nextHopInstance)['selfLink']);
    expect(project.get('global/routes/r')['warnings']).toEqual([
      {
        code: 'NEXT_HOP_CANNOT_IP_FORWARD',
        message: `Next hop instance '${link}' cannot forward ip traffic. The next hop instance must have canIpForward set.`,
        data: [{ key: 'instance', value: link }],
      },
    ]);
  });

  test('warn of an address that no instance of the network has', () => {
    const project = projectWithInstance();
    const { networkIP } = asObject(asArray(project.get(`${ZONE}/instances/i`)['networkInterfaces'])[0]);
    const route = { ...BODY, network: 'global/networks/default', nextHopIp: networkIP };
    project.make('POST', 'global/routes', route);
    expect(project.get('global/routes/r')).not.toHaveProperty('warnings');
    project.make('DELETE', `${ZONE}/instances/i`);
    expect(project.get('global/routes/r')['warnings']).toMatchObject([{ code: 'NEXT_HOP_ADDRESS_NOT_ASSIGNED' }]);
  });

  test('accept an address as the internal load balancer they lead to', () => {
    const project = projectWithNetwork();
    project.finish('POST', 'global/routes', { ...BODY, nextHopIlb: '10.1.0.7' });
    expect(project.get('global/routes/r')['nextHopIlb']).toBe('10.1.0.7');
  });
});
