import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { newExternalAddress } from './external-address.ts';
import { getStatus } from './vpn-gateway-status.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type VpnGateway = Resource<'VpnGateway'>;

function complete(draft: Draft<VpnGateway>, { transaction }: { readonly transaction: Transaction }): void {
  draft.gatewayIpVersion ??= 'IPV4';
  draft.stackType ??= 'IPV4_ONLY';
  const sent = draft.vpnInterfaces ?? [];
  // Every gateway has two interfaces; those on an interconnect attachment have no public address.
  draft.vpnInterfaces = [0, 1].map((id) => {
    const given = sent[id] ?? {};
    const isPrivate = given.interconnectAttachment !== undefined;
    return { ...(isPrivate ? {} : { ipAddress: newExternalAddress(transaction) }), ...given, id };
  });
}

export const vpnGateways: Collection = defineCollection({
  name: 'vpnGateways',
  collections: ['vpnGateways'],
  references: {
    'VpnGateway.network': { to: ['networks'] },
    'VpnGatewayVpnGatewayInterface.interconnectAttachment': { to: ['interconnectAttachments'] },
  },
  lifecycle: { complete },
  operations: { fullTypes: ['insert', 'delete'] },
  verbs: { getStatus },
  evidence: {
    documented: {
      getStatus: {
        describedAt: 'VpnGatewayStatusHighAvailabilityRequirementState.state',
        sentence: 'VPN tunnels are configured with adequate redundancy from Cloud VPN gateway to the peer VPN gateway.',
      },
    },
    lacking: { getStatus: 'which interfaces of a peer the tunnels lead to: those of this gateway decide' },
  },
});
