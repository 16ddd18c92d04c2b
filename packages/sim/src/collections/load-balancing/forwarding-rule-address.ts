import type { OperationError } from '../../kernel/operation.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { collectionOf, nameOf, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findPlanned, scanUsersIn } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import { haveTrafficInCommon } from './forwarding-rule-ports.ts';
import {
  allocateExternal,
  allocateExternalIpv6,
  IPV6_PREFIX_LENGTH,
  isInSubnetwork,
  isServicesOwn,
  takeIpv6,
} from '../networking/ip-allocation.ts';
import { externalIp, holdersOf, internalIp, isAddressResource } from '../networking/ip-holders.ts';
import { takeAddress } from '../networking/subnetworks.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type ForwardingRule = Resource<'ForwardingRule'>;

const isLink = (text: string): boolean => text.includes('/');

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(?:\/\d{1,3})?$/i;
/** Where clients of a service mesh find a rule when they look at any address. */
const ANY_ADDRESS = '0.0.0.0';

const isExternal = (rule: ForwardingRule): boolean => (rule.loadBalancingScheme ?? '').startsWith('EXTERNAL');

/** Rules of IPv6 have ranges, which go by their first address. */
const withoutLength = (address: string): string => address.replace(/\/\d+$/, '');

/** The address as the index of holders names it; a rule for a service mesh takes none away from anybody. */
export function ipOf(rule: ForwardingRule): string | undefined {
  const address = withoutLength(rule.IPAddress ?? '');
  if (rule.loadBalancingScheme === 'INTERNAL_SELF_MANAGED') return undefined;
  if (isExternal(rule)) return externalIp(address);
  const network = pathOf(rule.network ?? '');
  return network === undefined ? undefined : internalIp(network, address);
}

/** The address of a new rule as a number: the one that was asked for by number, URL or name, or a new one. */
export function completeAddress(draft: Draft<ForwardingRule>, context: WriteContext<ForwardingRule>): void {
  const { transaction } = context;
  const sent = draft.IPAddress ?? '';
  if (sent !== '') {
    draft.IPAddress = IP.test(sent) ? sent : numberOf(sent, context);
    if (isRegional(context) && draft.IPAddress.includes(':')) draft.ipVersion ??= 'IPV6';
    if (!isRegional(context) && isExternal(draft) && context.sent.ipVersion !== undefined) {
      throw invalid('resource.ipVersion', draft.ipVersion, 'Both IP Version and IP Address cannot be specified.');
    }
    checkAddress(draft, context);
  } else if (draft.loadBalancingScheme === 'INTERNAL_SELF_MANAGED') {
    draft.IPAddress = ANY_ADDRESS;
  } else if (draft.ipVersion === 'IPV6' && isRegional(context)) {
    const kind = isExternal(draft) ? 'EXTERNAL' : 'INTERNAL';
    draft.IPAddress = `${takeIpv6(draft.subnetwork, kind, transaction)}/${IPV6_PREFIX_LENGTH}`;
  } else if (isExternal(draft)) {
    const isIpv6 = draft.ipVersion === 'IPV6';
    draft.IPAddress = isIpv6 ? allocateExternalIpv6(transaction) : allocateExternal(transaction);
  } else {
    draft.IPAddress = newInternal(draft, context);
  }
}

/** The address as a number in an update too, where it may be named as in an insert. */
export function resolveAddress(draft: Draft<ForwardingRule>, context: WriteContext<ForwardingRule>): void {
  const sent = draft.IPAddress ?? '';
  if (sent !== '' && !IP.test(sent)) draft.IPAddress = numberOf(sent, context);
}

/** Out of the rule's subnetwork, which an endpoint of Private Service Connect need not name. */
function newInternal(draft: ForwardingRule, { call, transaction }: WriteContext<ForwardingRule>): string {
  const network = draft.network ?? '';
  const own = `projects/${call.project}/regions/${nameOf(call.scope)}/subnetworks/${nameOf(network)}`;
  const address = takeAddress(pathOf(draft.subnetwork ?? '') ?? own, transaction);
  if (address !== undefined) return address;
  if (draft.subnetwork === undefined) throw required('resource.IPAddress');
  throw invalid('resource.subnetwork', draft.subnetwork, 'The subnetwork has no free address.');
}

/** The number behind an address resource's URL or, in the rule's own scope, its name. */
function numberOf(sent: string, { call, transaction }: WriteContext<ForwardingRule>): string {
  const path = isLink(sent) ? referencedPath(sent, call.project) : `${call.scope}/addresses/${sent}`;
  const address = find(transaction, 'addresses', path)?.resource;
  if (path === undefined || (address === undefined && !isLink(sent))) {
    const explanation = 'Must be a literal IP address or URL referencing an Address resource.';
    throw invalid('resource.IPAddress', sent, explanation);
  }
  if (!isAddressResource(path)) throw invalid('resource.IPAddress', sent, 'Unexpected resource collection.');
  if (address === undefined) throw notFound(path);
  if (!path.startsWith(`${call.scope}/`)) throw invalid('resource.IPAddress', sent, 'Invalid IP address specified.');
  const number = address.address ?? '';
  return address.prefixLength === undefined || !number.includes(':') ? number : `${number}/${address.prefixLength}`;
}

const isRegional = ({ call }: WriteContext<ForwardingRule>): boolean => parseScope(call.scope).scopeKind === 'regions';

function checkAddress(rule: ForwardingRule, context: WriteContext<ForwardingRule>): void {
  if (rule.loadBalancingScheme === 'INTERNAL_SELF_MANAGED') return;
  const address = rule.IPAddress ?? '';
  if (isExternal(rule)) {
    checkExternal(rule, context);
    return;
  }
  const subnetwork = pathOf(rule.subnetwork ?? '');
  if (address.includes(':')) return;
  if (subnetwork === undefined) {
    checkInNetwork(rule, address, context.transaction);
  } else if (!isInSubnetwork(address, subnetwork, context.transaction)) {
    const explanation = 'Requested internal IP address is outside the network/subnetwork range.';
    throw invalid('resource.IPAddress', address, explanation);
  } else if (isServicesOwn(address, subnetwork, context.transaction)) {
    throw invalid('resource.IPAddress', address, 'The IP address is reserved in every subnetwork.');
  }
}

/** Endpoints of Private Service Connect, which have no scheme, may have addresses of their own. */
function checkInNetwork(rule: ForwardingRule, address: string, transaction: Transaction): void {
  if (rule.loadBalancingScheme === undefined) return;
  const network = pathOf(rule.network ?? '') ?? '';
  let isFound = false;
  scanUsersIn(transaction.state, 'subnetworks', network, (_subnetwork, path) => {
    isFound = isInSubnetwork(address, path, transaction);
    return !isFound;
  });
  if (isFound) return;
  const explanation = `Address '${address}' is not in the subnetwork ranges of network '${nameOf(network)}'.`;
  throw invalid('resource.IPAddress', address, explanation);
}

/** An external address must be reserved in the rule's own scope, or another rule's there, and its ports still free. */
function checkExternal(rule: ForwardingRule, { call, path, transaction }: WriteContext<ForwardingRule>): void {
  const address = rule.IPAddress ?? '';
  // One of a prefix that the project brought is not Google's to give out.
  if (rule.ipCollection !== undefined) return;
  const holders = holdersOf(externalIp(withoutLength(address)), transaction.state).filter((holder) => holder !== path);
  const isKnown = holders.some((holder) => holder.startsWith(`${call.scope}/`));
  if (!isKnown) throw invalid('resource.IPAddress', address, 'Invalid IP address specified.');
  checkTier(rule, holders, transaction);
  if (!holders.some((holder) => conflicts(holder, rule, transaction))) return;
  const explanation = 'Specified IP address is in-use and would result in a conflict.';
  throw invalid('resource.IPAddress', address, explanation);
}

/** A rule and the address that is reserved for it are of one tier (documented). */
function checkTier({ networkTier }: ForwardingRule, holders: readonly string[], transaction: Transaction): void {
  for (const holder of holders) {
    const reserved = find(transaction, 'addresses', holder)?.resource.networkTier;
    if (reserved === undefined || reserved === networkTier) continue;
    const explanation = `The network tier of specified IP address is ${reserved}, that of Forwarding Rule must be the same.`;
    throw invalid('resource.networkTier', networkTier, explanation);
  }
}

/** Whether what a holder does with the address leaves no room for a rule. */
function conflicts(holder: string, rule: ForwardingRule, transaction: Transaction): boolean {
  if (isAddressResource(holder)) return false;
  if (collectionOf(holder) !== 'forwardingRules') return true;
  const other =
    find(transaction, 'forwardingRules', holder) ?? findPlanned(transaction.state, 'forwardingRules', holder);
  return other !== undefined && haveTrafficInCommon(rule, other.resource);
}

/** An internal address that something else has makes the operation fail; rules share one only where it is reserved for that. */
export function findAddressConflict(
  rule: ForwardingRule,
  { path, transaction }: WriteContext<ForwardingRule>,
): OperationError | undefined {
  const ip = ipOf(rule);
  if (ip === undefined || isExternal(rule)) return undefined;
  const holders = holdersOf(ip, transaction.state).filter((holder) => holder !== path);
  const isShared = holders.some(
    (holder) => find(transaction, 'addresses', holder)?.resource.purpose === 'SHARED_LOADBALANCER_VIP',
  );
  const isTaken = holders.some((holder) =>
    isShared ? conflicts(holder, rule, transaction) : !isAddressResource(holder),
  );
  if (!isTaken) return undefined;
  const message = `IP '${rule.IPAddress ?? ''}' is already being used by another resource.`;
  return { status: 409, code: 'IP_IN_USE_BY_ANOTHER_RESOURCE', message };
}
