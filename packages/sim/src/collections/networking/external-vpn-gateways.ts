import { isIP } from '../../kernel/node-modules.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { groupsOf } from './ipv6-range.ts';
import type { Resource } from '../../wire/wire.ts';

type ExternalVpnGateway = Resource<'ExternalVpnGateway'>;

const INTERFACES: { readonly [Type in NonNullable<ExternalVpnGateway['redundancyType']>]: number } = {
  SINGLE_IP_INTERNALLY_REDUNDANT: 1,
  TWO_IPS_REDUNDANCY: 2,
  FOUR_IPS_REDUNDANCY: 4,
};

function check(resource: ExternalVpnGateway): void {
  const { redundancyType, interfaces = [] } = resource;
  const expected = redundancyType === undefined ? undefined : INTERFACES[redundancyType];
  for (const [index, { id, ipAddress, ipv6Address = '' }] of interfaces.entries()) {
    const field = `resource.interfaces[${index}]`;
    if ((ipAddress ?? '') !== '' && isIP(ipAddress ?? '') !== 4) {
      throw invalid(`${field}.ipAddress`, ipAddress, 'Must be an IPv4 address.');
    }
    if (ipv6Address !== '' && !isOfIpv6Alone(ipv6Address)) {
      throw invalid(`${field}.ipv6Address`, ipv6Address, 'Must be an IPv6 address that is not IPv4-mapped.');
    }
    if (id === undefined || expected === undefined || (id >= 0 && id < expected)) continue;
    throw invalid(`${field}.id`, id, `The redundancy type allows the ids 0 to ${expected - 1}.`);
  }
  if (expected === undefined || interfaces.length === expected) return;
  throw invalid('resource.interfaces', resource.interfaces, `The redundancy type needs ${expected} interfaces.`);
}

/** Whether a text is an IPv6 address that stands for no IPv4 address: `::ffff:a.b.c.d` does. */
function isOfIpv6Alone(text: string): boolean {
  const groups = groupsOf(text);
  return groups !== undefined && !(groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0));
}

export const externalVpnGateways: Collection = defineCollection({
  name: 'externalVpnGateways',
  collections: ['externalVpnGateways'],
  lifecycle: { check },
  operations: { fullTypes: ['insert', 'delete'] },
  evidence: {
    documented: {
      insert: [{ describedAt: 'ExternalVpnGatewayInterface.id', sentence: 'The allowed input values for this id' }],
    },
  },
});
