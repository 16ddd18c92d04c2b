import type { JsonObject } from '../../kernel/json.ts';
import { invalid, Refusal, required } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { createSubnetworkRoute, moveSubnetworkRoute, removeSubnetworkRoute } from './automatic-routes.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { find, findLinked } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import { allocateRange } from './ip-allocation.ts';
import { freeIp, giveOut } from './ip-holders.ts';
import { formatIp, parseIpRange } from './ip-range.ts';
import { newSubnetworkIpv6Range } from './ipv6-range.ts';
import { serviceMade } from '../service-made.ts';
import { setField } from '../set-field.ts';
import { checkOf } from '../touched.ts';
import { checkProxySubnetwork, PROXY_PURPOSES, swapRoles } from './proxy-subnetworks.ts';
import { checkSecondaryRangeChanges } from './secondary-range-changes.ts';
import { checkSubnetworkFields } from './subnetwork-fields.ts';
import { checkSubnetworkRanges, isAutomatic } from './subnetwork-ranges.ts';
import { listUsable } from './usable-subnetworks.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Subnetwork = Resource<'Subnetwork'>;

function complete(draft: Draft<Subnetwork>, transaction: Transaction): void {
  draft.allowSubnetCidrRoutesOverlap ??= false;
  draft.privateIpGoogleAccess ??= false;
  draft.privateIpv6GoogleAccess ??= 'DISABLE_GOOGLE_ACCESS';
  draft.purpose ??= 'PRIVATE';
  const { purpose } = draft;
  if (!SERVICE_PURPOSES.has(purpose)) draft.stackType ??= 'IPV4_ONLY';
  if (PROXY_PURPOSES.has(purpose)) draft.state = 'READY';
  const { enable } = draft.logConfig ?? {};
  if (enable !== undefined) draft.enableFlowLogs = enable;
  else if (draft.enableFlowLogs !== undefined) draft.logConfig = { enable: draft.enableFlowLogs };
  if (draft.reservedInternalRange !== undefined) {
    // How large the range is, the Network Connectivity API knows.
    const network = pathOf(draft.network ?? '') ?? '';
    draft.ipCidrRange ??= `${allocateRange(network, RESERVED_PREFIX_LENGTH, transaction) ?? ''}/${RESERVED_PREFIX_LENGTH}`;
  }
  const range = parseIpRange(draft.ipCidrRange ?? '');
  if (range !== undefined) draft.gatewayAddress = formatIp(range.first + 1);
  if ((draft.stackType ?? '').includes('IPV6')) completeIpv6(draft, transaction);
}

const RESERVED_PREFIX_LENGTH = 20;

/** Subnetworks of proxies, and those that hold no machines: they have no stack (observed). */
const SERVICE_PURPOSES: ReadonlySet<Subnetwork['purpose']> = new Set([...PROXY_PURPOSES, 'PRIVATE_NAT']);

function completeIpv6(draft: Draft<Subnetwork>, transaction: Transaction): void {
  if (draft.ipv6CidrRange !== undefined) return;
  const access = draft.ipv6AccessType;
  if (access === undefined) throw required('resource.ipv6AccessType');
  const network = findLinked(transaction, 'networks', draft.network)?.resource;
  // One out of a delegated prefix needs no range of the network (a test of Terraform's provider).
  const isOfNetwork = access === 'INTERNAL' && draft.ipCollection === undefined;
  const networkRange = isOfNetwork ? (network?.internalIpv6Range ?? '') : undefined;
  if (networkRange === '') {
    throw invalid('resource.ipv6AccessType', access, 'The network has no ULA internal IPv6 range.');
  }
  const field = access === 'INTERNAL' ? 'internalIpv6Prefix' : 'externalIpv6Prefix';
  draft[field] ??= newSubnetworkIpv6Range(networkRange, transaction);
  draft.ipv6CidrRange = draft[field];
  draft.ipv6GceEndpoint = 'VM_AND_FR';
}

function onWrite(resource: Subnetwork, { before, path, transaction }: WriteContext<Subnetwork>): JsonObject | void {
  if (before === undefined) return createSubnetworkRoute(path, resource, transaction);
  swapRoles(resource, path, transaction);
}

/** A subnetwork that the service makes by itself, as part of an auto mode network. */
export function newSubnetwork(path: string, fields: Subnetwork, transaction: Transaction): Entry<Subnetwork> {
  const region = linkOf(parseScope(path).scope);
  const draft = serviceMade<Subnetwork>('compute#subnetwork', path, { ...fields, region }, transaction);
  draft.fingerprint = transaction.newFingerprint();
  complete(draft, transaction);
  return { resource: draft, hidden: createSubnetworkRoute(path, draft, transaction) };
}

/** Removes a subnetwork together with what only it has. */
export function removeSubnetwork(path: string, entry: Entry<Subnetwork>, transaction: Transaction): void {
  removeSubnetworkRoute(entry, transaction);
  transaction.remove(path);
}

const INTERNAL_RANGE = { to: [], isUnchecked: true, isWeak: true, foreign: internalRangeOf } as const;

/** Canonical form of a reference to a range of the Network Connectivity API (observed). */
function internalRangeOf(reference: string): string | undefined {
  const path = /(?:^|\/)(projects\/[^/]+\/locations\/global\/internalRanges\/[^/]+)$/.exec(reference)?.[1];
  return path === undefined ? undefined : `https://networkconnectivity.googleapis.com/v1/${path}`;
}

/** What a subnetwork keeps hidden: the address to be given out next, as a number. */
interface AddressMemory {
  readonly nextAddress?: number;
}

const rememberNext = (nextAddress: number): JsonObject => ({ nextAddress }) satisfies AddressMemory;

/** Only {@link rememberNext} writes it. */
const nextAddressOf = ({ hidden }: Entry<Subnetwork>): number | undefined =>
  (hidden as AddressMemory | undefined)?.nextAddress;

/** The next address of a subnetwork that nobody has; undefined when there is none left. */
export function takeAddress(path: string, transaction: Transaction): string | undefined {
  const entry = find(transaction, 'subnetworks', path);
  const range = parseIpRange(entry?.resource.ipCidrRange ?? '');
  if (entry === undefined || range === undefined) return undefined;
  const network = pathOf(entry.resource.network ?? '') ?? '';
  // The first two addresses and the last two are the service's own.
  const lowest = range.first + 2;
  const highest = range.last - 2;
  // An address that was let go comes round again when there are no new ones.
  const next =
    freeIp(network, nextAddressOf(entry) ?? lowest, highest, transaction) ??
    freeIp(network, lowest, highest, transaction);
  if (next === undefined) return undefined;
  giveOut(network, next, transaction);
  transaction.putAtOnce(path, { ...entry, hidden: { ...entry.hidden, ...rememberNext(next + 1) } });
  return formatIp(next);
}

/** A range only ever grows (documented). */
const expandIpCidrRange: Verb<Resource<'SubnetworksExpandIpCidrRangeRequest'>, Subnetwork> = (call, transaction) => {
  const subnetwork = calledResource<Subnetwork>(call, transaction);
  const { ipCidrRange = '' } = call.body;
  if (ipCidrRange === '') throw required('resource.ipCidrRange');
  const before = parseIpRange(subnetwork.resource.ipCidrRange ?? '');
  const after = parseIpRange(ipCidrRange);
  if (after === undefined) throw invalid('resource.ipCidrRange', ipCidrRange, 'Must be a CIDR address range.');
  if (before !== undefined && (after.first > before.first || after.last <= before.last)) {
    throw invalid('resource.ipCidrRange', ipCidrRange, 'The new range must contain the old one and be larger.');
  }
  const gatewayAddress = formatIp(after.first + 1);
  const resource = { ...subnetwork.resource, ipCidrRange, gatewayAddress };
  checkSubnetworkRanges(resource, call.path, transaction);
  moveSubnetworkRoute(subnetwork, ipCidrRange, transaction);
  return { write: { ...subnetwork, resource } };
};

/** The subnetworks that an auto mode network brought with it stay while it is in that mode. */
function refuseAutomatic({ resource }: Entry<Subnetwork>, transaction: Transaction): void {
  const network = findLinked(transaction, 'networks', resource.network)?.resource;
  if (network?.autoCreateSubnetworks !== true || !isAutomatic(resource, resource.network ?? '')) return;
  throw new Refusal(400, 'invalidUsage', 'Cannot delete auto subnetwork from an auto subnet mode network.');
}

/** What decides which ranges a subnetwork may have, and how it is called where it may not. */
const RANGES = [
  'ipCidrRange',
  'ipCollection',
  'name',
  'network',
  'region',
  'reservedInternalRange',
  'secondaryIpRanges',
  'stackType',
] as const;

const checkRanges = checkOf<Subnetwork, (typeof RANGES)[number]>(RANGES, (ranges, { before, path, transaction }) => {
  if (before !== undefined) checkSecondaryRangeChanges(before.resource, ranges);
  checkSubnetworkRanges(ranges, path, transaction);
});

export const subnetworks: Collection = defineCollection({
  name: 'subnetworks',
  collections: ['subnetworks'],
  body: { required: ['network'] },
  references: {
    'Subnetwork.network': { to: ['networks'] },
    'Subnetwork.ipCollection': { to: [], isUnchecked: true, isWeak: true },
    'SubnetworkSecondaryRange.ipCollection': { to: [], isUnchecked: true, isWeak: true },
    'Subnetwork.reservedInternalRange': INTERNAL_RANGE,
    'SubnetworkSecondaryRange.reservedInternalRange': INTERNAL_RANGE,
  },
  lifecycle: {
    immutable: ['network', 'ipCidrRange'],
    fingerprintRequiredOn: ['patch'],
    complete: (draft, { transaction }) => complete(draft, transaction),
    check: (resource, context) => {
      checkSubnetworkFields(resource);
      if (context.before === undefined) checkProxySubnetwork(resource, context.path, context.transaction);
      checkRanges(resource, context);
    },
    onWrite,
  },
  deletion: {
    onDelete: (_path, entry, { transaction }) => {
      refuseAutomatic(entry, transaction);
      removeSubnetworkRoute(entry, transaction);
    },
  },
  operations: { types: { patch: 'compute.subnetworks.patch' } },
  verbs: { expandIpCidrRange, listUsable, setPrivateIpGoogleAccess: setField('privateIpGoogleAccess') },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'SubnetworkSecondaryRange.rangeName',
          sentence: 'The name must be unique within the subnetwork.',
        },
        { describedAt: 'SubnetworkLogConfig.metadataFields', sentence: '"metadata" was set to CUSTOM_METADATA' },
        { describedAt: 'SubnetworkLogConfig.flowSampling', sentence: 'The value of the field must be in [0, 1].' },
      ],
      expandIpCidrRange: {
        describedAt: 'subnetworks.expandIpCidrRange',
        sentence: 'Expands the IP CIDR range of the subnetwork to a specified value.',
      },
      listUsable: {
        describedAt: 'subnetworks.listUsable',
        sentence: 'Retrieves an aggregated list of all usable subnetworks in the project.',
      },
    },
  },
});
