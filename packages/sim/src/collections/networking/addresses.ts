import { isIP } from '../../kernel/node-modules.ts';
import type { OperationError } from '../../kernel/operation.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import {
  allocateExternal,
  allocateExternalIpv6,
  allocateRange,
  findOverlap,
  IPV6_PREFIX_LENGTH,
  isInSubnetwork,
  isServicesOwn,
  networkOf,
  takeIpv6,
} from './ip-allocation.ts';
import { externalIp, heldIps, holdersOf, holding, internalIp, isAddressResource } from './ip-holders.ts';
import { ephemeralAddressesOf, rememberEphemeral } from './ephemeral-addresses.ts';
import { parseIpRange } from './ip-range.ts';
import { checkNumber } from '../number-range.ts';
import { defaultNetworkTier } from '../projects/default-network-tier.ts';
import { takeAddress } from './subnetworks.ts';
import { usersOfAddress } from './address-users.ts';
import { addressVerbs } from './address-verbs.ts';
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
  // Who reserves the address of a rule does not say of which version it is (what ingress-gce sends).
  if (draft.address?.includes(':') === true) draft.ipVersion ??= 'IPV6';
  if (draft.addressType === 'EXTERNAL') completeExternal(draft, context);
  else if (isGlobal(context)) completeGlobalInternal(draft, context);
  else completeInternal(draft, context);
}

/** An address that was asked for must be one that the project uses already: reserving it makes it static. */
function completeExternal(draft: Draft<Address>, context: WriteContext<Address>): void {
  const { transaction } = context;
  for (const field of ['purpose', 'network', 'subnetwork'] as const) {
    const value = draft[field];
    // An IPv6 address of a region comes out of a subnetwork.
    if (value === undefined || draft.ipVersion === 'IPV6') continue;
    throw invalid(`resource.${field}`, value, 'The field cannot be specified with external address.');
  }
  const { address } = draft;
  // One of a prefix that the project brought is not Google's to give out.
  if (draft.ipCollection !== undefined && address !== undefined) return;
  if (address === undefined && draft.ipVersion === 'IPV6' && !isGlobal(context) && draft.ipCollection === undefined) {
    completeIpv6(draft, transaction);
    return;
  }
  if (address === undefined) {
    draft.address = draft.ipVersion === 'IPV6' ? allocateExternalIpv6(transaction) : allocateExternal(transaction);
    return;
  }
  const holders = holdersOf(externalIp(address), transaction.state);
  if (holders.some(isAddressResource))
    throw invalid('resource.address', address, 'The IP address is already reserved.');
  if (holders.length === 0) throw invalid('resource.address', address, 'Invalid IP address specified.');
  const tier = holders.map((holder) => tierOf(holder, address, transaction)).find((found) => found !== undefined);
  if (tier === undefined || tier === draft.networkTier) return;
  const explanation = `The network tier of external IP is ${tier}, that of Address must be the same.`;
  throw invalid('resource.networkTier', draft.networkTier, explanation);
}

/** The tier in which a forwarding rule or an instance has an external address. */
function tierOf(holder: string, address: string, transaction: Transaction): Address['networkTier'] {
  const rule = find(transaction, 'forwardingRules', holder)?.resource;
  const interfaces = find(transaction, 'instances', holder)?.resource.networkInterfaces ?? [];
  const config = interfaces.flatMap(({ accessConfigs = [] }) => accessConfigs).find(({ natIP }) => natIP === address);
  return rule?.networkTier ?? config?.networkTier;
}

/** What internal addresses are for that belong to a whole network; all else is for those of a region (documented). */
const GLOBAL_PURPOSES: ReadonlySet<Address['purpose']> = new Set(['PRIVATE_SERVICE_CONNECT', 'VPC_PEERING']);

/** The words are of a report, where the address was left out. */
const NO_ADDRESS = 'The field is not a valid IP address or does not match the given prefix length';

/** Ranges for peered services, and single addresses of Private Service Connect: both belong to a whole network. */
function completeGlobalInternal(draft: Draft<Address>, { transaction }: WriteContext<Address>): void {
  const network = pathOf(draft.network ?? '');
  if (network === undefined) throw required('resource.network');
  if (draft.purpose === undefined) throw required('resource.purpose');
  if (!GLOBAL_PURPOSES.has(draft.purpose)) {
    throw invalid('resource.purpose', draft.purpose, 'Only regional internal addresses can use this purpose.');
  }
  if (draft.purpose !== 'VPC_PEERING') {
    if (draft.address === undefined) throw invalid('resource.address', '', NO_ADDRESS);
    refusePrefixLength(draft);
    return;
  }
  completeRange(draft, transaction);
}

/** A range of a network: for peered services, or for the interfaces of attachments (a test of Terraform's provider). */
function completeRange(draft: Draft<Address>, transaction: Transaction): void {
  const network = pathOf(draft.network ?? '');
  if (network === undefined) throw required('resource.network');
  const { prefixLength } = draft;
  if (prefixLength === undefined) throw required('resource.prefixLength');
  checkNumber(prefixLength, [8, 30], 'resource.prefixLength');
  if (draft.address === undefined) draft.address = allocateRange(network, prefixLength, transaction);
  const address = draft.address ?? '';
  if (parseIpRange(`${address}/${prefixLength}`) === undefined) {
    throw invalid('resource.address', address, NO_ADDRESS);
  }
}

/** An IPv6 address of a region is a range of its subnetwork. */
function completeIpv6(draft: Draft<Address>, transaction: Transaction): void {
  const kind = draft.addressType === 'INTERNAL' ? 'INTERNAL' : 'EXTERNAL';
  draft.address = takeIpv6(draft.subnetwork, kind, transaction, draft.address);
  draft.prefixLength ??= IPV6_PREFIX_LENGTH;
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
  if (GLOBAL_PURPOSES.has(draft.purpose)) {
    throw invalid('resource.purpose', draft.purpose, 'Only global internal addresses can use this purpose.');
  }
  if (draft.purpose === 'IPSEC_INTERCONNECT' && draft.prefixLength !== undefined) {
    completeRange(draft, transaction);
    return;
  }
  if (draft.ipVersion === 'IPV6') {
    completeIpv6(draft, transaction);
    return;
  }
  refusePrefixLength(draft);
  if (draft.network !== undefined) return;
  draft.subnetwork ??= linkOf(`${call.scope}/subnetworks/default`);
  const subnetwork = pathOf(draft.subnetwork) ?? '';
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
  if (isServicesOwn(address, subnetwork, transaction)) {
    throw invalid('resource.address', address, 'The IP address is reserved in every subnetwork.');
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
  if (isRange(resource)) return undefined;
  const subnetwork = pathOf(resource.subnetwork ?? '');
  const network = subnetwork === undefined ? pathOf(resource.network ?? '') : networkOf(subnetwork, transaction);
  return network === undefined ? undefined : internalIp(network, address);
}

function derive(path: string, entry: Entry<Address>, state: State): Partial<Address> {
  const users = usersOfAddress(path, entry, state).filter((user) => state.get(user) !== undefined);
  return users.length === 0 ? {} : { status: 'IN_USE', users: users.map((user) => linkOf(user)) };
}

/** What is only found out while the operation runs. The words for a range are of a report; its code is made after them. */
function findConflict(resource: Address, context: WriteContext<Address>): OperationError | undefined {
  if (!isRange(resource)) return findHolder(resource, context);
  const cidr = `${resource.address ?? ''}/${resource.prefixLength ?? ''}`;
  const taken = findOverlap(pathOf(resource.network ?? '') ?? '', cidr, context.path, context.transaction);
  if (taken === undefined) return undefined;
  const message = `Invalid IP CIDR range: ${cidr} conflicts with IP range ${taken.cidr} that was allocated by resource ${taken.path}.`;
  return { status: 400, code: 'INVALID_USAGE', message };
}

const isRange = ({ addressType, prefixLength, ipVersion }: Address): boolean =>
  addressType === 'INTERNAL' && prefixLength !== undefined && ipVersion !== 'IPV6';

/** An internal address can be reserved while something uses it, which makes it static; but only once. */
function findHolder(resource: Address, context: WriteContext<Address>): OperationError | undefined {
  const ip = ipOf(resource, context);
  if (ip === undefined || resource.addressType === 'EXTERNAL') return undefined;
  const isReserved = holdersOf(ip, context.transaction.state).some(
    (holder) => holder !== context.path && isAddressResource(holder),
  );
  if (!isReserved) return undefined;
  const message = `IP '${resource.address ?? ''}' is already being used by another resource.`;
  return { status: 409, code: 'IP_IN_USE_BY_ANOTHER_RESOURCE', message };
}

/**
 * What uses an address keeps it when it is released, as an ephemeral one (field reports). What names the resource, as the NAT of
 * a router does, keeps it from being released.
 */
function makeEphemeral(entry: Entry<Address>, transaction: Transaction): void {
  for (const { target } of heldIps(entry)) {
    for (const holder of holdersOf(target, transaction.state)) {
      const instance = find(transaction, 'instances', holder);
      if (instance === undefined) continue;
      const ephemeral = [...ephemeralAddressesOf(instance), entry.resource.address ?? ''];
      transaction.putAtOnce(holder, { ...instance, hidden: { ...instance.hidden, ...rememberEphemeral(ephemeral) } });
    }
  }
}

export const addresses: Collection = defineCollection({
  name: 'addresses',
  collections: ['addresses', 'globalAddresses'],
  references: {
    'Address.network': { to: ['networks'] },
    'Address.subnetwork': { to: ['subnetworks'] },
    'Address.networkAttachment': { to: ['networkAttachments'], isWeak: true },
    'Address.ipCollection': { to: [], isUnchecked: true, isWeak: true },
  },
  lifecycle: {
    ignoresLabelsOnInsert: true,
    checkSent,
    complete,
    check,
    onWrite: (resource, context) => holding(ipOf(resource, context)),
    findFailure: findConflict,
    hiddenReferences: heldIps,
  },
  deletion: { onDelete: (_path, entry, { transaction }) => makeEphemeral(entry, transaction) },
  reading: { derive },
  operations: { doneAtOnce: ['setLabels'] },
  verbs: addressVerbs,
  evidence: {
    documented: {
      getOwnerInstance: {
        version: 'alpha',
        describedAt: 'globalAddresses.getOwnerInstance',
        sentence: 'Find owner instance from given ip address',
      },
      move: {
        describedAt: 'globalAddresses.move',
        sentence: 'Moves the specified address resource from one project to another project.',
      },
      updatePublicPtr: {
        version: 'alpha',
        describedAt: 'addresses.updatePublicPtr',
        sentence: 'Set a custom ptr domain name on regional address.',
      },
    },
    lacking: { move: 'an address that is in use: 400' },
  },
});
