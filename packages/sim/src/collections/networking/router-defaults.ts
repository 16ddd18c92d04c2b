import { mapChanged } from '../../kernel/changed-items.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Router = Resource<'Router'>;
type Nat = Resource<'RouterNat'>;
type Interface = Resource<'RouterInterface'>;
type Peer = Resource<'RouterBgpPeer'>;

/** How a failing path is found out, unless a peer says otherwise: not at all. */
const BFD = {
  minReceiveInterval: 1000,
  minTransmitInterval: 1000,
  multiplier: 5,
  sessionInitializationMode: 'DISABLED',
} as const;

const ipVersionOf = ({ ipRange = '' }: Interface): 'IPV4' | 'IPV6' => (ipRange.includes(':') ? 'IPV6' : 'IPV4');

/**
 * What the service fills in a router; also what a preview of it shows.
 *
 * @param before the router as it is stored: what the two share is complete
 */
export function completeRouter(draft: Draft<Router>, before: Router | undefined): void {
  draft.encryptedInterconnectRouter ??= false;
  if (draft.bgp !== undefined && draft.bgp !== before?.bgp) {
    draft.bgp = { advertiseMode: 'DEFAULT', keepaliveInterval: 20, ...draft.bgp };
  }
  const { nats = [], interfaces = [], bgpPeers = [] } = draft;
  if (nats.length > 0) draft.nats = mapChanged(nats, before?.nats, completeNat);
  if (interfaces.length > 0) draft.interfaces = mapChanged(interfaces, before?.interfaces, completeInterface);
  if (bgpPeers.length > 0) draft.bgpPeers = mapChanged(bgpPeers, before?.bgpPeers, completePeer);
}

const completeInterface = (item: Interface): Interface => ({ ...item, ipVersion: item.ipVersion ?? ipVersionOf(item) });

const completePeer = (peer: Peer): Peer => ({
  advertiseMode: 'DEFAULT',
  enable: 'TRUE',
  enableIpv4: true,
  ...peer,
  bfd: { ...BFD, ...peer.bfd },
});

function completeNat(nat: Nat): Nat {
  const { natIpAllocateOption, ...rest } = nat;
  const isPrivate = nat.type === 'PRIVATE';
  return {
    type: 'PUBLIC',
    endpointTypes: ['ENDPOINT_TYPE_VM'],
    enableEndpointIndependentMapping: false,
    ...(isPrivate ? { enableDynamicPortAllocation: true } : {}),
    ...rest,
    // A private gateway takes its addresses from subnetworks, and says nothing of how (observed).
    ...(isPrivate || natIpAllocateOption === undefined ? {} : { natIpAllocateOption }),
    effectiveTcpTimeWaitTimeoutSec: nat.tcpTimeWaitTimeoutSec ?? 120,
  };
}
