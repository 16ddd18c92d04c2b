import { isIP } from 'node:net';
import { inUse, invalid, required } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { DeleteContext, WriteContext } from '../context.ts';
import {
  allocateExternal,
  allocateExternalIpv6,
  allocateRange,
  isInSubnetwork,
  isRangeTaken,
  networkOf,
} from './ip-allocation.ts';
import { externalIp, heldIps, holdersOf, holding, internalIp, isAddressResource } from './ip-holders.ts';
import { parseIpRange } from './ip-range.ts';
import { checkNumber } from '../number-range.ts';
import { defaultNetworkTier } from '../projects/default-network-tier.ts';
import { takeAddress } from './subnetworks.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type Address = Resource<'Address'>;

function checkSent({ address, addressType, networkTier }: Sent<Address>): void {
  if (typeof address === 'string' && address !== '' && isIP(address) === 0) {
    throw invalid('resource.address', address, 'Must be a valid IP address.');
  }
  if (addressType === 'INTERNAL' && networkTier !== undefined) {
    throw invalid('resource.networkTier', networkTier, 'An address with type INTERNAL cannot have a network tier.');
  }
}

const isGlobal = ({ call }: WriteContext<Address>): boolean => parseScope(call.scope).scopeKind === 'global';

const canBeStandard = ({ addressType }: Address, context: WriteContext<Address>): boolean =>
  addressType === 'EXTERNAL' && !isGlobal(context);

function complete(draft: Draft<Address>, context: WriteContext<Address>): void {
  const { call, transaction } = context;
  draft.addressType ??= 'EXTERNAL';
  draft.description ??= '';
  draft.networkTier ??= canBeStandard(draft, context) ? defaultNetworkTier(call.project, transaction) : 'PREMIUM';
  draft.status = 'RESERVED';
  if (draft.addressType === 'EXTERNAL') completeExternal(draft, context);
  else if (isGlobal(context)) completeGlobalInternal(draft, context);
  else completeInternal(draft, context);
}

/** An address that was asked for must be one that the project uses already: reserving it makes it static. */
function completeExternal(draft: Draft<Address>, { transaction }: WriteContext<Address>): void {
  for (const field of ['network', 'subnetwork', 'purpose'] as const) {
    const value = draft[field];
    // An IPv6 address of a region comes out of a subnetwork.
    if (value === undefined || draft.ipVersion === 'IPV6') continue;
    throw invalid(`resource.${field}`, value, 'The field cannot be specified with external address.');
  }
  const { address } = draft;
  if (address === undefined) {
    draft.address = draft.ipVersion === 'IPV6' ? allocateExternalIpv6(transaction) : allocateExternal(transaction);
    return;
  }
  const holders = holdersOf(externalIp(address), transaction.state);
  if (holders.some(isAddressResource))
    throw invalid('resource.address', address, 'The IP address is already reserved.');
  if (holders.length === 0) throw invalid('resource.address', address, 'Invalid IP address specified.');
}

/** Ranges for peered services, and single addresses of Private Service Connect: both belong to a whole network. */
function completeGlobalInternal(draft: Draft<Address>, { transaction }: WriteContext<Address>): void {
  const network = pathOf(draft.network ?? '');
  if (network === undefined) throw required('resource.network');
  if (draft.purpose === undefined) throw required('resource.purpose');
  if (draft.purpose !== 'VPC_PEERING') {
    if (draft.address === undefined) throw invalid('resource.address', '', 'It must be specified for this purpose.');
    refusePrefixLength(draft);
    return;
  }
  if (draft.prefixLength === undefined) throw required('resource.prefixLength');
  checkNumber(draft.prefixLength, [8, 30], 'resource.prefixLength');
  const prefixLength = draft.prefixLength;
  if (draft.address === undefined) draft.address = allocateRange(network, prefixLength, transaction);
  const address = draft.address ?? '';
  if (parseIpRange(`${address}/${prefixLength}`) === undefined) {
    throw invalid('resource.address', address, `It is not the first address of a range of /${prefixLength}.`);
  }
  if (isRangeTaken(network, address, prefixLength, transaction)) {
    throw invalid('resource.address', address, 'The range overlaps one that the network has already.');
  }
}

/** Only ranges are that long. */
function refusePrefixLength({ prefixLength }: Address): void {
  if (prefixLength === undefined) return;
  const explanation =
    'The field cannot be specified for reserving internal IP Addresses. Please unset the field and retry the operation';
  throw invalid('resource.prefixLength', prefixLength, explanation);
}

function completeInternal(draft: Draft<Address>, { call, transaction }: WriteContext<Address>): void {
  draft.purpose ??= 'GCE_ENDPOINT';
  refusePrefixLength(draft);
  if (draft.network !== undefined) return;
  draft.subnetwork ??= linkOf(`${call.scope}/subnetworks/default`);
  const subnetwork = pathOf(draft.subnetwork) ?? '';
  const network = networkOf(subnetwork, transaction) ?? '';
  const { address } = draft;
  if (address === undefined) {
    draft.address = takeAddress(subnetwork, transaction);
    if (draft.address === undefined) {
      throw invalid('resource.subnetwork', draft.subnetwork, 'The subnetwork has no free address.');
    }
    return;
  }
  if (!isInSubnetwork(address, subnetwork, transaction)) {
    throw invalid(
      'resource.address',
      address,
      'Requested internal IP address is outside the network/subnetwork range.',
    );
  }
  if (holdersOf(internalIp(network, address), transaction.state).some(isAddressResource)) {
    throw invalid('resource.address', address, 'The IP address is already reserved.');
  }
}

function check(resource: Address, context: WriteContext<Address>): void {
  const { networkTier } = resource;
  if (networkTier === 'PREMIUM' || canBeStandard(resource, context)) return;
  throw invalid(
    'resource.networkTier',
    networkTier,
    'Only regional EXTERNAL addresses can be of another tier than PREMIUM.',
  );
}

/** The address as the index of holders names it; a range is held by nobody. */
function ipOf(resource: Address, { transaction }: WriteContext<Address>): string | undefined {
  const address = resource.address ?? '';
  if (resource.addressType === 'EXTERNAL') return externalIp(address);
  if (resource.prefixLength !== undefined) return undefined;
  const subnetwork = pathOf(resource.subnetwork ?? '');
  const network = subnetwork === undefined ? pathOf(resource.network ?? '') : networkOf(subnetwork, transaction);
  return network === undefined ? undefined : internalIp(network, address);
}

/** Those that have the address, and those that refer to the resource; some may still be in the making. */
function usersOf(path: string, entry: Entry<Address>, state: State): readonly string[] {
  const users = heldIps(entry).flatMap(({ target }) =>
    holdersOf(target, state).filter((user) => !isAddressResource(user)),
  );
  state.scanUsers(path, (user) => void users.push(user));
  return users;
}

function derive(path: string, entry: Entry<Address>, state: State): Partial<Address> {
  const users = usersOf(path, entry, state).filter((user) => state.get(user) !== undefined);
  return users.length === 0 ? {} : { status: 'IN_USE', users: users.map((user) => linkOf(user)) };
}

function refuseInUse(path: string, entry: Entry<Address>, { transaction }: DeleteContext): void {
  const [user] = usersOf(path, entry, transaction.state);
  if (user !== undefined) throw inUse('address', path, user);
}

export const addresses: Collection = defineCollection({
  name: 'addresses',
  collections: ['addresses', 'globalAddresses'],
  references: {
    'Address.network': { to: ['networks'] },
    'Address.subnetwork': { to: ['subnetworks'] },
    'Address.ipCollection': { to: [], isUnchecked: true, isWeak: true },
  },
  lifecycle: {
    ignoresLabelsOnInsert: true,
    checkSent,
    complete,
    check,
    onWrite: (resource, context) => holding(ipOf(resource, context)),
    hiddenReferences: heldIps,
  },
  deletion: { onDelete: refuseInUse },
  reading: { derive },
  operations: { doneAtOnce: ['setLabels'] },
});
