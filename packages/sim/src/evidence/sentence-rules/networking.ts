import { enforced, left, MEANING, TRAFFIC } from '../sentence-rule.ts';
import type { SentenceRule } from '../sentence-rule.ts';

const AT = 'collections/networking';
const OVER = 'Tunnels carry nothing, so what they run over is not looked at.';
const GOOGLES = 'Addresses of Google are not told from others.';

/** Sentences about networks, and about what connects them. */
export const networking: readonly SentenceRule[] = [
  enforced(`${AT}/addresses.ts`, /^Address\.(?:purpose|subnetwork)$/),
  enforced(`${AT}/networks.ts`, /^Network\.mtu$/),
  enforced(`${AT}/public-prefixes.ts`, /^PublicDelegatedPrefix\.purpose$/),
  enforced(
    `${AT}/public-prefixes.ts`,
    /^PublicDelegatedPrefixPublicDelegatedSubPrefix\.mode$/,
    /set allocatablePrefixLength|and allocatablePrefixLength/,
  ),
  left(
    'A part of a prefix has no field for parts of its own.',
    /^PublicDelegatedPrefixPublicDelegatedSubPrefix\.mode$/,
  ),
  enforced(`${AT}/router-bgp-checks.ts`, /^RouterInterface\.subnetwork$/, /same subnetwork/),
  left(
    'Prefixes of interfaces are out of a range that nothing else can have.',
    /^RouterInterface\.ipRange$/,
    /reserved/,
  ),
  left(
    'A network without it and without a range of its own is taken for one in auto mode.',
    /^Network\.autoCreateSubnetworks$/,
  ),
  left('Which project a producer is of is not looked at.', /^NetworkAttachment\.producerRejectLists$/),
  enforced(`${AT}/peering-consensus.ts`, /^NetworkPeering\.updateStrategy$/),
  left(MEANING, /^NetworksAddPeeringRequest\.networkPeering$/),
  enforced(`${AT}/subnetwork-ranges.ts`, /^Subnetwork\.ipCidrRange$/),
  enforced(
    `${AT}/subnetwork-ranges.ts`,
    /^SubnetworkSecondaryRange\.(?:ipCidrRange|rangeName)$/,
    /non-overlapping|RFC ?1035/,
  ),
  left('Secondary ranges of IPv6 are not simulated.', /^SubnetworkSecondaryRange\.ipCidrRange$/),
  enforced(`${AT}/subnetwork-fields.ts`, /^Subnetwork\.resolveSubnetMask$/),
  enforced(`${AT}/routes.ts`, /^Route\.(?:nextHopIp|priority)$/),

  enforced(`${AT}/firewall-ranges.ts`, /^Firewall\.destinationRanges$/),
  enforced(`${AT}/firewalls.ts`, /^Firewall\.\w+ServiceAccounts$/, /cannot be used at the same time/),
  left(TRAFFIC, /^Firewall\.source(?:ServiceAccounts|Tags)$/, /control traffic/),
  enforced(`${AT}/firewall-protocols.ts`, /^(?:allowed|FirewallPolicyRuleMatcherLayer4Config)\.ports$/),
  enforced(`${AT}/firewall-policies.ts`, /^FirewallPolicy\.(?:displayName|shortName)$/),
  enforced(`${AT}/network-firewall-policies.ts`, /^FirewallPolicy\.policySource$/, /cannot be set/),
  left('Nobody makes such a policy here.', /^FirewallPolicy\.policySource$/),
  enforced(`${AT}/firewall-policy-rules.ts`, /^FirewallPolicy\.rules$/),
  enforced(
    `${AT}/firewall-policy-rule-checks.ts`,
    /^FirewallPolicyRule\.(?:priority|securityProfileGroup|tlsInspect)$/,
  ),

  left(MEANING, /^Router\.bgpPeers$/, /routing stack/),
  left('A recording has a peer on an interface without any of them.', /^Router\.interfaces$/),
  enforced(`${AT}/router-bgp-checks.ts`, /^Router(?:\.bgpPeers|Bgp\.identifierRange)$/),
  enforced(`${AT}/router-bgp-checks.ts`, /^Router(?:AdvertisedIpRange|BgpPeerCustomLearnedIpRange)\.range$/),
  left(TRAFFIC, /^RouterBgpPeer\.\w+$/, /must be evaluated|routes with the lowest/),
  enforced(
    `${AT}/router-bgp-checks.ts`,
    /^RouterBgpPeer\.(?:exportPolicies|importPolicies|md5AuthenticationKeyName|routerApplianceInstance)$/,
  ),
  enforced(
    `${AT}/router-bgp-checks.ts`,
    /^RouterInterface\.(?:ipRange|linked\w+|redundantInterface|subnetwork)$/,
    /link-local|CIDR|fdff|same region|same Cloud Router/,
  ),
  left('What a session needs to come up is not looked at.', /^RouterInterface\.redundantInterface$/, /two BGP peers/),
  enforced(`${AT}/router-bgp-checks.ts`, /^RouterMd5AuthenticationKey\.name$/, /unique/),
  left(
    "A test of Terraform's provider makes a router with a key that no peer refers to; two peers are refused.",
    /^RouterMd5AuthenticationKey\.name$/,
    /exactly one/,
  ),
  enforced(
    `${AT}/router-nat-checks.ts`,
    /^RouterNat\.(?:m\w+PortsPerVm|natIp\w+|natIps|enableDynamicPortAllocation|\w+Nat64)$/,
  ),
  left(
    'Recordings give two subnetworks one name, so which of them is meant does not show.',
    /^RouterNatRuleAction\.sourceNatActiveRanges$/,
  ),
  enforced(`${AT}/router-nat-checks.ts`, /^RouterNatRuleAction\./),

  left('What kind of gateway the other side has is not said.', /^ExternalVpnGateway\.interfaces$/, /at most two/),
  left(GOOGLES, /^ExternalVpnGatewayInterface\.\w+$/, /cannot be an IP address from Google/),
  enforced(`${AT}/external-vpn-gateways.ts`, /^ExternalVpnGatewayInterface\.ipv6Address$/),
  enforced(`${AT}/vpn-tunnels.ts`, /^VpnTunnel\.(?:localTrafficSelector|vpnGateway)$/),

  left('The features of an interconnect are kept and not looked at.', /^Interconnect\w*\.requestedFeatures$/),
  enforced(`${AT}/interconnect-groups.ts`, /^InterconnectGroupsCreateMembersInterconnectInput\.name$/),
  enforced('collections/renaming.ts', /^InterconnectsSetNameRequest\./),
  enforced(`${AT}/interconnects.ts`, /^InterconnectMacsecPreSharedKey\.startTime$/, /increasing|apart/),
  left(TRAFFIC, /^Interconnect(?:Macsec\.failOpen|AttachmentL2Forwarding\w*\.\w+)$/, /traffic|ethertype|packets/),
  left('The partner, who never comes here, sets it.', /^InterconnectAttachment\.bandwidth$/),
  enforced(
    `${AT}/interconnect-attachments.ts`,
    /^InterconnectAttachment\.(?:candidateCloudRouterIp\w+|ipsecInternalAddresses|router)$/,
  ),
  left(TRAFFIC, /^InterconnectAttachment\.encryption$/, /directly send traffic/),
  left(OVER, /^InterconnectAttachment\.encryption$/),
  enforced(
    `${AT}/public-prefixes.ts`,
    /^PublicDelegatedPrefix\.(?:allocatablePrefixLength|mode)$/,
    /cannot (?:be )?set/,
  ),
  left(
    'Prefixes never become active here, so what access they give is not known.',
    /^PublicDelegatedPrefix\w*\.mode$/,
    /access type/,
  ),
  left(
    'Which connections make one wire does not show here.',
    /^WireGroupEndpointInterconnect\.vlanTags$/,
    /Both endpoints|must have only one|must have two/,
  ),
];
