import { expect, test } from 'vitest';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { instance, ZONE } from '../../../test/machines.ts';
import type { TestProject } from '../../../test/test-project.ts';
import { testProject } from '../../../test/test-project.ts';

const SUBNETWORK = 'regions/us-east1/subnetworks/s';

function projectWithSubnetwork(more: object = {}): TestProject {
  const project = testProject();
  project.make('POST', 'global/networks', { name: 'n', autoCreateSubnetworks: false, enableUlaInternalIpv6: true });
  const range = { ipCidrRange: '10.9.0.0/24', network: 'global/networks/n' };
  project.make('POST', 'regions/us-east1/subnetworks', { name: 's', ...range, ...more });
  return project;
}

const nicOf = (project: TestProject, name = 'i') =>
  asObject(asArray(project.get(`${ZONE}/instances/${name}`)['networkInterfaces'])[0]);

const dual = (nic: object = {}) => ({
  networkInterfaces: [{ subnetwork: SUBNETWORK, stackType: 'IPV4_IPV6', ...nic }],
});
const EXTERNAL = { stackType: 'IPV4_IPV6', ipv6AccessType: 'EXTERNAL' };
const INTERNAL = { stackType: 'IPV4_IPV6', ipv6AccessType: 'INTERNAL' };
const DIRECT = { ipv6AccessConfigs: [{ type: 'DIRECT_IPV6' }] };

test('an interface gets an external IPv6 address out of its subnetwork, if it asks for one', () => {
  const project = projectWithSubnetwork(EXTERNAL);
  project.make('POST', `${ZONE}/instances`, instance('i', dual(DIRECT)));
  const prefix = asString(project.get(SUBNETWORK)['externalIpv6Prefix']).split(':').slice(0, 4).join(':');
  expect(nicOf(project)).toMatchObject({
    ipv6AccessType: 'EXTERNAL',
    ipv6AccessConfigs: [
      {
        name: 'external-ipv6',
        type: 'DIRECT_IPV6',
        externalIpv6: expect.stringMatching(new RegExp(`^${prefix}:[0-9a-f]+:[0-9a-f]+:0:0$`)),
        externalIpv6PrefixLength: 96,
        networkTier: 'PREMIUM',
      },
    ],
    networkIP: expect.stringMatching(/^10\.9\.0\./),
  });
  project.make('POST', `${ZONE}/instances`, instance('j', dual()));
  expect(nicOf(project, 'j')).not.toHaveProperty('ipv6AccessConfigs');
});

test('an interface gets an internal IPv6 address out of its subnetwork, or has the one it names', () => {
  const project = projectWithSubnetwork(INTERNAL);
  project.make('POST', `${ZONE}/instances`, instance('i', dual()));
  const nic = nicOf(project);
  expect(nic).toMatchObject({
    ipv6AccessType: 'INTERNAL',
    ipv6Address: expect.stringMatching(/^fd20:/),
    internalIpv6PrefixLength: 96,
  });
  const ipv6Address = asString(nic['ipv6Address']);
  const { error } = project.finish('POST', `${ZONE}/instances`, instance('j', dual({ ipv6Address })));
  expect(error).toMatchObject({ errors: [{ code: 'IP_IN_USE_BY_ANOTHER_RESOURCE' }] });
});

test('an interface without IPv4 has no IPv4 address', () => {
  const project = projectWithSubnetwork(INTERNAL);
  project.make('POST', `${ZONE}/instances`, instance('i', dual({ stackType: 'IPV6_ONLY' })));
  expect(nicOf(project)).not.toHaveProperty('networkIP');
});

test('an interface has no IPv6 where its subnetwork has none', () => {
  const project = projectWithSubnetwork();
  expect(project.refusal('POST', `${ZONE}/instances`, instance('i', dual()))).toMatch(
    /networkInterfaces\[0\]\.stackType': 'IPV4_IPV6'\. The subnetwork of the interface has no IPv6 range\.$/,
  );
});

test.each(['2001:db8::/64', '2001:db8:0:0:0:0:0:0/64'])('addresses lie in a range that is written as %s', (range) => {
  const ipCollection = 'regions/us-east1/publicDelegatedPrefixes/d';
  const project = projectWithSubnetwork({ ...INTERNAL, ipCollection, internalIpv6Prefix: range });
  project.make('POST', `${ZONE}/instances`, instance('i', dual()));
  expect(nicOf(project)['ipv6Address']).toMatch(/^2001:db8:0:0:[0-9a-f]+:[0-9a-f]+:0:0$/);
  const reserved = { name: 'a', addressType: 'INTERNAL', ipVersion: 'IPV6', subnetwork: SUBNETWORK };
  project.make('POST', 'regions/us-east1/addresses', reserved);
  expect(project.get('regions/us-east1/addresses/a')['address']).toMatch(/^2001:db8:0:0:8000:[0-9a-f]+:0:0$/);
});

test('an IPv6 address that is asked for is one of the subnetwork', () => {
  const outside = projectWithSubnetwork(EXTERNAL);
  const direct = { ipv6AccessConfigs: [{ type: 'DIRECT_IPV6', externalIpv6: '2001:db8::1' }] };
  expect(outside.refusal('POST', `${ZONE}/instances`, instance('i', dual(direct)))).toMatch(
    /ipv6AccessConfigs\[0\]\.externalIpv6': '2001:db8::1'.*outside the subnetwork's range/,
  );
  const inside = projectWithSubnetwork(INTERNAL);
  expect(inside.refusal('POST', `${ZONE}/instances`, instance('i', dual({ ipv6Address: 'fd20:1::1' })))).toMatch(
    /ipv6Address': 'fd20:1::1'/,
  );
});
