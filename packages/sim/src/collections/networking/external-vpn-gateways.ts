import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Resource } from '../wire.ts';

type ExternalVpnGateway = Resource<'ExternalVpnGateway'>;

const INTERFACES: Readonly<Record<string, number>> = {
  SINGLE_IP_INTERNALLY_REDUNDANT: 1,
  TWO_IPS_REDUNDANCY: 2,
  FOUR_IPS_REDUNDANCY: 4,
};

function check(resource: ExternalVpnGateway): void {
  const expected = INTERFACES[resource.redundancyType ?? ''];
  const interfaces = resource.interfaces ?? [];
  if (expected === undefined || interfaces.length === expected) return;
  throw invalid('resource.interfaces', resource.interfaces, `The redundancy type needs ${expected} interfaces.`);
}

export const externalVpnGateways: Collection = defineCollection({
  name: 'externalVpnGateways',
  collections: ['externalVpnGateways'],
  lifecycle: { check },
  operations: { fullTypes: ['insert', 'delete'] },
});
