import type { Entry } from '../../kernel/entry.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import { isGiven } from '../is-given.ts';
import { checkInRegion } from '../region-of.ts';
import { isAddressOrCidr } from './cidr.ts';
import { groupsOf } from './ipv6-range.ts';
import { overlaps, parseIpRange, rangeAround } from './ip-range.ts';
import type { IpRange } from './ip-range.ts';
import { routePolicyTypeOf } from './router-parts.ts';

type Router = Resource<'Router'>;
type Interface = Resource<'RouterInterface'>;
type Peer = Resource<'RouterBgpPeer'>;

const LINK_LOCAL: IpRange = { first: 0xa9_fe_00_00, last: 0xa9_fe_ff_ff };
/** What an interface may be on. */
const LINKS = ['linkedVpnTunnel', 'linkedInterconnectAttachment', 'subnetwork'] as const;

/**
 * What the API's text asks of the interfaces of a router, of its peers and of their keys.
 *
 * @param stored the router as it is, where it is already: its route policies are no field of it
 * @throws Refusal for the first part that does not fit the others
 */
export function checkBgp(
  router: Router,
  stored: Entry<Router> | undefined,
  region: string,
  transaction: Transaction,
): void {
  const { interfaces = [], bgp } = router;
  for (const [index, each] of interfaces.entries())
    checkInterface(each, interfaces, `resource.interfaces[${index}]`, region);
  checkRanges(bgp?.advertisedIpRanges, 'resource.bgp.advertisedIpRanges');
  checkIdentifiers(bgp?.identifierRange ?? '', interfaces);
  checkKeys(router);
  checkPeers(router, stored, region, transaction);
}

function checkInterface(item: Interface, all: readonly Interface[], field: string, region: string): void {
  const { ipRange = '', redundantInterface = '' } = item;
  if (ipRange !== '') checkInterfaceRange(ipRange, `${field}.ipRange`);
  for (const link of LINKS) {
    if (isGiven(item[link])) checkInRegion(item[link] ?? '', `${field}.${link}`, region);
  }
  if (redundantInterface === '' || all.some(({ name }) => name === redundantInterface)) return;
  throw invalid(`${field}.redundantInterface`, redundantInterface, 'It must be an interface of the same router.');
}

/** IPv4 ranges are link-local (RFC 3927), IPv6 ranges out of fdff:1::/64. The address is that of the interface. */
function checkInterfaceRange(range: string, field: string): void {
  const [address = '', prefix = ''] = range.split('/');
  if (!address.includes(':')) {
    const ipv4 = rangeAround(range);
    if (ipv4 !== undefined && isLinkLocal(ipv4)) return;
    throw invalid(field, range, 'Must be a CIDR range within the link-local range 169.254.0.0/16.');
  }
  const [first, second, third, fourth] = groupsOf(address) ?? [];
  const isOfRouters = first === 0xfdff && second === 1 && third === 0 && fourth === 0;
  if (isOfRouters && /^\d+$/.test(prefix) && Number(prefix) >= 64 && Number(prefix) <= 126) return;
  throw invalid(field, range, 'Must be a CIDR range within fdff:1::/64 with a mask length of 126 or less.');
}

const isLinkLocal = ({ first, last }: IpRange): boolean => first >= LINK_LOCAL.first && last <= LINK_LOCAL.last;

function checkIdentifiers(identifiers: string, interfaces: readonly Interface[]): void {
  if (identifiers === '') return;
  const field = 'resource.bgp.identifierRange';
  const range = parseIpRange(identifiers);
  if (range === undefined || !isLinkLocal(range) || range.last - range.first < 3) {
    throw invalid(field, identifiers, 'Must be a range of at least /30 within 169.254.0.0/16.');
  }
  for (const { ipRange = '', name = '' } of interfaces) {
    const session = rangeAround(ipRange);
    if (session === undefined || !overlaps(session, range)) continue;
    throw invalid(field, identifiers, `It must not overlap with the range ${ipRange} of the interface '${name}'.`);
  }
}

/** Terraform's provider sends single addresses too, where the text asks for ranges. */
function checkRanges(ranges: readonly { readonly range?: string | undefined }[] | undefined, field: string): void {
  for (const [index, { range = '' }] of (ranges ?? []).entries()) {
    if (isAddressOrCidr(range)) continue;
    throw invalid(`${field}[${index}].range`, range, 'Must be an IP address or a CIDR address range.');
  }
}

function checkKeys({ md5AuthenticationKeys = [], bgpPeers = [] }: Router): void {
  const names = md5AuthenticationKeys.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const field = `resource.md5AuthenticationKeys[${index}].name`;
    if (names.indexOf(name) < index) throw invalid(field, name, 'It must be unique within a router.');
    const users = bgpPeers.filter(({ md5AuthenticationKeyName }) => md5AuthenticationKeyName === name);
    // A key that no peer refers to is taken (a test of Terraform's provider).
    if (users.length > 1) throw invalid(field, name, 'It must be referenced by exactly one BGP peer.');
  }
}

/** @throws Refusal for a peer in another subnetwork than the interface that it is met through (documented) */
function checkAppliance(peer: Peer, interfaces: readonly Interface[], field: string, transaction: Transaction): void {
  const subnetwork = interfaces.find(({ name }) => name === peer.interfaceName)?.subnetwork;
  const instance = findLinked(transaction, 'instances', peer.routerApplianceInstance)?.resource;
  if (subnetwork === undefined || instance?.networkInterfaces?.some((nic) => nic.subnetwork === subnetwork) !== false) {
    return;
  }
  const explanation = 'The instance must belong to the subnetwork of the interface.';
  throw invalid(`${field}.routerApplianceInstance`, peer.routerApplianceInstance, explanation);
}

/** Of the two addresses of a session, the router's own is that of the interface unless it is sent; the words are of a report. */
function checkOwnAddress(peer: Peer, interfaces: readonly Interface[], field: string): void {
  const met = interfaces.find(({ name }) => name === peer.interfaceName);
  if (met === undefined || !isGiven(peer.peerIpAddress) || isGiven(peer.ipAddress)) return;
  if ([met.ipRange, met.privateIpAddress, met.linkedInterconnectAttachment].some(isGiven)) return;
  const explanation = `In BGP Peer "${peer.name}", peer IP address ${peer.peerIpAddress} is specified, but IP address is not specified.`;
  throw invalid(field, peer, explanation);
}

function checkPeers(router: Router, stored: Entry<Router> | undefined, region: string, transaction: Transaction): void {
  const { bgpPeers = [], interfaces = [], md5AuthenticationKeys = [] } = router;
  for (const [index, peer] of bgpPeers.entries()) {
    const field = `resource.bgpPeers[${index}]`;
    if (peer.peerAsn === undefined) throw required(`${field}.peerAsn`);
    if (![peer.interfaceName, peer.ipAddress, peer.peerIpAddress].some(isGiven)) {
      throw required(`${field}.interfaceName`);
    }
    checkOwnAddress(peer, interfaces, field);
    checkRanges(peer.advertisedIpRanges, `${field}.advertisedIpRanges`);
    checkRanges(peer.customLearnedIpRanges, `${field}.customLearnedIpRanges`);
    const key = peer.md5AuthenticationKeyName ?? '';
    if (key !== '' && !md5AuthenticationKeys.some(({ name }) => name === key)) {
      throw invalid(`${field}.md5AuthenticationKeyName`, key, 'The router has no MD5 authentication key of that name.');
    }
    if (isGiven(peer.routerApplianceInstance)) {
      checkInRegion(peer.routerApplianceInstance ?? '', `${field}.routerApplianceInstance`, region);
      checkAppliance(peer, interfaces, field, transaction);
    }
    for (const [list, type] of POLICY_LISTS) {
      for (const [at, name] of (peer[list] ?? []).entries()) {
        if (stored !== undefined && routePolicyTypeOf(stored, name) === type) continue;
        throw invalid(`${field}.${list}[${at}]`, name, `The router has no route policy of that name and of ${type}.`);
      }
    }
  }
}

const POLICY_LISTS = [
  ['exportPolicies', 'ROUTE_POLICY_TYPE_EXPORT'],
  ['importPolicies', 'ROUTE_POLICY_TYPE_IMPORT'],
] as const;
