import { expect, test } from 'vitest';
import { instance, template, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const INSTANCES = `${ZONE}/instances`;
const subnetwork = 'regions/us-east1/subnetworks/s';
const pods = (ipCidrRange: string) => ({ ipCidrRange, subnetworkRangeName: 'pods' });

function projectWithRanges(): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false });
  const secondaryIpRanges = [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/23' }];
  const body = { name: 's', network: 'global/networks/n', ipCidrRange: '10.1.0.0/24', secondaryIpRanges };
  project.make('POST', 'regions/us-east1/subnetworks', body);
  return project;
}

const withAliases = (name: string, ...aliasIpRanges: readonly object[]) =>
  instance(name, { networkInterfaces: [{ subnetwork, aliasIpRanges }] });
const nicOf = (project: TestProject, name: string) =>
  Object(project.get(`${INSTANCES}/${name}`))['networkInterfaces'][0];

test('an alias range may be an address, a range, or as large a one as is asked for', () => {
  const project = projectWithRanges();
  project.make('POST', INSTANCES, withAliases('i', pods('10.4.0.0/25'), pods('/24'), { ipCidrRange: '10.1.0.9' }));
  expect(nicOf(project, 'i')['aliasIpRanges']).toEqual([
    pods('10.4.0.0/25'),
    pods('10.4.1.0/24'),
    { ipCidrRange: '10.1.0.9/32' },
  ]);
  project.make('POST', INSTANCES, withAliases('j', pods('/26')));
  expect(nicOf(project, 'j')['aliasIpRanges']).toEqual([pods('10.4.0.128/26')]);
});

test.each([
  [pods('10.5.0.0/28'), "ipCidrRange': '10.5.0.0/28'. Alias IP range must lie within"],
  [{ ipCidrRange: '10.4.0.0/28' }, "ipCidrRange': '10.4.0.0/28'. Alias IP range must lie within"],
  [pods('10.4.0.0/26'), 'overlaps one that is in use'],
  [{ ipCidrRange: '10.1.0.0/28' }, 'overlaps one that is in use'],
  [{ ipCidrRange: '10.1.0.254' }, 'overlaps one that is in use'],
  [pods('/22'), 'has no room'],
  [pods('/33'), 'Must be an IP address, a netmask or a CIDR range.'],
  [pods('x'), 'Must be an IP address, a netmask or a CIDR range.'],
  [{ ipCidrRange: '/28', subnetworkRangeName: 'none' }, "subnetworkRangeName': 'none'"],
])('an alias range is not %j', (alias, message) => {
  const project = projectWithRanges();
  project.make('POST', INSTANCES, withAliases('i', pods('10.4.0.0/25')));
  expect(project.refusal('POST', INSTANCES, withAliases('j', alias))).toContain(message);
});

test('an alias range has nothing in common with the address beside it, nor with what other instances are being given', () => {
  const project = projectWithRanges();
  const alias = { ipCidrRange: '/28' };
  project.begin('POST', INSTANCES, withAliases('i', alias));
  project.make('POST', INSTANCES, withAliases('j', alias));
  const networkInterfaces = [{ subnetwork, aliasIpRanges: [alias] }];
  project.make('POST', 'global/instanceTemplates', template('t', { networkInterfaces }));
  const manager = { name: 'm', targetSize: 3, instanceTemplate: 'global/instanceTemplates/t' };
  project.make('POST', `${ZONE}/instanceGroupManagers`, manager);
  const rangeOf = (name: unknown): unknown => nicOf(project, String(name))['aliasIpRanges'][0]['ipCidrRange'];
  expect(new Set(project.list(INSTANCES).map(({ name }) => rangeOf(name)))).toEqual(
    new Set(['10.1.0.16/28', '10.1.0.32/28', '10.1.0.48/28', '10.1.0.64/28', '10.1.0.80/28']),
  );
});

test('alias ranges are changed as they are made, and an instance is not in its own way', () => {
  const project = projectWithRanges();
  project.make('POST', INSTANCES, withAliases('i', pods('10.4.0.0/24')));
  const change = `${INSTANCES}/i/updateNetworkInterface?networkInterface=nic0`;
  const { fingerprint } = nicOf(project, 'i');
  expect(project.refusal('PATCH', change, { fingerprint, aliasIpRanges: [pods('10.9.0.0/24')] })).toContain(
    "'resource.aliasIpRanges[0].ipCidrRange': '10.9.0.0/24'",
  );
  project.make('PATCH', change, { fingerprint, aliasIpRanges: [pods('/23')] });
  expect(nicOf(project, 'i')['aliasIpRanges']).toEqual([pods('10.4.0.0/23')]);
});
