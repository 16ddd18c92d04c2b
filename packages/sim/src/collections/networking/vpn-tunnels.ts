import { isIP } from '../../kernel/node-modules.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isGiven } from '../is-given.ts';
import { sha256 } from '../sha256.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';
import type { WriteContext } from '../context.ts';
import { isCidr } from './cidr.ts';
import { pairOf } from './vpn-pair.ts';
import { overlaps, parseIpRange } from './ip-range.ts';

type VpnTunnel = Resource<'VpnTunnel'>;

const MASKED = '*************';
/** What tunnels between two gateways of Google's are, once there is one in either direction. */
const ESTABLISHED = { status: 'ESTABLISHED', detailedStatus: 'Tunnel is up and running.' } as const;

/** Nobody outside answers here. */
function complete(draft: Draft<VpnTunnel>): void {
  draft.ikeVersion ??= 2;
  draft.status = 'NO_INCOMING_PACKETS';
  draft.detailedStatus ??= 'No incoming packets from peer.';
  const secret = draft.sharedSecret;
  if (typeof secret === 'string' && secret !== MASKED) {
    draft.sharedSecretHash = sha256(secret);
    draft.sharedSecret = MASKED;
  }
  draft.localTrafficSelector ??= ['0.0.0.0/0'];
  draft.remoteTrafficSelector ??= ['0.0.0.0/0'];
}

function check(resource: VpnTunnel, { before, sent }: WriteContext<VpnTunnel>): void {
  const { targetVpnGateway, vpnGateway, peerIp } = resource;
  if (targetVpnGateway !== undefined && vpnGateway !== undefined) {
    throw invalid('resource.vpnGateway', vpnGateway, 'A tunnel is either of a VPN gateway or of a target VPN gateway.');
  }
  if (targetVpnGateway === undefined && vpnGateway === undefined) throw required('resource.vpnGateway');
  if (targetVpnGateway !== undefined && peerIp === undefined) throw required('resource.peerIp');
  if (resource.sharedSecret === undefined) throw required('resource.sharedSecret');
  if (before === undefined) checkPeer(sent);
  for (const field of ['localTrafficSelector', 'remoteTrafficSelector'] as const) {
    for (const [index, range] of (resource[field] ?? []).entries()) {
      const isClassic = targetVpnGateway !== undefined;
      if (isClassic ? parseIpRange(range) !== undefined : isCidr(range)) continue;
      throw invalid(`resource.${field}[${index}]`, range, 'Must be a CIDR address range.');
    }
  }
  if (targetVpnGateway !== undefined) checkDisjoint(resource.localTrafficSelector ?? []);
}

/** @throws Refusal for local ranges of a Classic VPN tunnel that have an address in common (documented) */
function checkDisjoint(selectors: readonly string[]): void {
  const ranges = selectors.flatMap((selector) => parseIpRange(selector) ?? []);
  for (const [index, range] of ranges.entries()) {
    if (!ranges.slice(0, index).some((other) => overlaps(other, range))) continue;
    throw invalid(`resource.localTrafficSelector[${index}]`, selectors[index], 'The ranges must be disjoint.');
  }
}

/** @throws Refusal for another side that a new tunnel cannot lead to (documented) */
function checkPeer({ peerExternalGateway, peerGcpGateway, peerIp, vpnGateway }: Sent<VpnTunnel>): void {
  if (isGiven(peerExternalGateway) && isGiven(peerGcpGateway)) {
    const explanation = 'It is exclusive with the field peerExternalGateway.';
    throw invalid('resource.peerGcpGateway', peerGcpGateway, explanation);
  }
  if (!isGiven(peerIp)) return;
  if (isGiven(vpnGateway)) throw invalid('resource.peerIp', peerIp, 'It can be set only for Classic VPN tunnels.');
  if (isIP(peerIp ?? '') !== 4) throw invalid('resource.peerIp', peerIp, 'Must be an IPv4 address.');
}

export const vpnTunnels: Collection = defineCollection({
  name: 'vpnTunnels',
  collections: ['vpnTunnels'],
  references: {
    'VpnTunnel.targetVpnGateway': { to: ['targetVpnGateways'] },
    'VpnTunnel.vpnGateway': { to: ['vpnGateways'] },
    'VpnTunnel.peerExternalGateway': { to: ['externalVpnGateways'] },
    // The gateway of the other side may be in a project of its own.
    'VpnTunnel.peerGcpGateway': { to: ['vpnGateways'], isUnchecked: true },
    'VpnTunnel.router': { to: ['routers'] },
  },
  lifecycle: { complete, check },
  reading: { derive: (_path, { resource }, state) => (pairOf(resource, state) === undefined ? {} : ESTABLISHED) },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'VpnTunnel.peerGcpGateway',
          sentence: 'the field is exclusive with the field peerExternalGateway',
        },
        { describedAt: 'VpnTunnel.peerIp', sentence: 'This field can be set only for Classic VPN tunnels.' },
      ],
    },
    lacking: { insert: 'no gateway outside of Google is simulated, so no packet of one ever comes in' },
  },
});
