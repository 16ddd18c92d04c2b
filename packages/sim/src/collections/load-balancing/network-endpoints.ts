import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { nameOf, parsePath, parseScope } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { changedItems } from '../../kernel/changed-items.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { find } from '../../wire/find.ts';
import { regionOfZone } from '../geography.ts';
import type { Incarnations } from '../incarnations.ts';
import { livingOf, noteLiving } from '../incarnations.ts';
import { isInRange } from '../networking/ip-range.ts';
import { checkNumber, PORTS } from '../number-range.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Group = Entry<Resource<'NetworkEndpointGroup'>>;
type GroupType = Resource<'NetworkEndpointGroup'>['networkEndpointType'];
type Endpoint = Resource<'NetworkEndpoint'>;
type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** An endpoint, and which incarnation of its instance it is on: a new one of the same name does not revive it. */
type EndpointRecord = {
  readonly endpoint: Endpoint;
  readonly path?: string;
  readonly id?: string | undefined;
};

/** What attaching and detaching ask for: the requests of all kinds of groups are alike. */
type AttachCall = Call<Resource<'NetworkEndpointGroupsAttachEndpointsRequest'>>;

/** Types whose endpoints are instances. */
const OF_INSTANCES: ReadonlySet<GroupType> = new Set(['GCE_VM_IP', 'GCE_VM_IP_PORT', 'GCE_VM_IP_PORTMAP']);
const WITHOUT_PORT: ReadonlySet<GroupType> = new Set(['GCE_VM_IP']);

const IDENTITY = ['instance', 'ipAddress', 'ipv6Address', 'fqdn', 'port', 'clientDestinationPort'] as const;

/** What makes two endpoints the same. */
export const keyOf = (endpoint: Endpoint): string => JSON.stringify(IDENTITY.map((name) => endpoint[name] ?? null));

/** The endpoints of a group in the order in which they were attached; those whose instance is gone are gone with it. */
export const livingEndpoints = (group: Group, entries: Incarnations): readonly Endpoint[] =>
  livingRecords(group, entries).map(({ endpoint }) => endpoint);

/** The same, as they are recorded. */
export const livingRecords = (group: Group, entries: Incarnations): readonly EndpointRecord[] =>
  livingOf(recordsOf(group), entries);

/** All endpoints ever attached and not detached, as they are recorded, by what makes each of them one. */
export const endpointsOf = (group: Entry): ReadonlyMap<string, EndpointRecord> =>
  new Map(recordsOf(group).map((record) => [keyOf(record.endpoint), record]));

/** Paths of the instances that a group's endpoints are on. @param except a group whose endpoints are left out */
export function instancesOf(group: Group, except?: Group): readonly string[] {
  const records = recordsOf(group);
  const { start, end } = changedItems(records, except === undefined ? [] : recordsOf(except));
  return [...new Set(records.slice(start, end).flatMap(({ path }) => path ?? []))];
}

const recordsOf = (group: Entry): readonly EndpointRecord[] =>
  // Nothing is kept under that name but what `withRecords` puts there.
  (group.hidden as { readonly endpoints?: readonly EndpointRecord[] } | undefined)?.endpoints ?? [];

/** Attaching an endpoint that is attached already changes nothing. */
export function attach(group: Group, call: AttachCall, transaction: Transaction): Group {
  const before = livingRecords(group, transaction);
  const sent = completeEndpoints(group, call, transaction);
  const present = new Set(recordsLike(sent, before).map(({ endpoint }) => keyOf(endpoint)));
  const added = sent.filter(({ endpoint }) => {
    const key = keyOf(endpoint);
    return !present.has(key) && present.add(key);
  });
  return withRecords(group, [...before, ...added], before, transaction);
}

/** @throws Refusal when one of the endpoints is not attached; then none is detached */
export function detach(group: Group, call: AttachCall, transaction: Transaction): Group {
  const before = livingRecords(group, transaction);
  const sent = completeEndpoints(group, call, transaction);
  const attached = new Map(recordsLike(sent, before).map((record) => [keyOf(record.endpoint), record]));
  const gone = new Set<EndpointRecord>();
  for (const [index, { endpoint }] of sent.entries()) {
    const record = attached.get(keyOf(endpoint));
    if (record === undefined || gone.has(record)) {
      const field = `resource.networkEndpoints[${index}]`;
      throw invalid(field, call.body.networkEndpoints?.[index], `It is not attached to '${call.path}'.`);
    }
    gone.add(record);
  }
  const kept = before.filter((record) => !gone.has(record));
  return withRecords(group, kept, before, transaction);
}

/** Of thousands of records the few that may be of the same endpoints as others. */
function recordsLike(others: readonly EndpointRecord[], records: readonly EndpointRecord[]): readonly EndpointRecord[] {
  const places = new Set(others.map(placeOf));
  return records.filter((record) => places.has(placeOf(record)));
}

/** The quickest to be told of what makes endpoints different. */
const placeOf = ({ endpoint }: EndpointRecord): string | undefined => endpoint.ipAddress ?? endpoint.fqdn;

/** @param before the records of the group, all of which live */
function withRecords(
  group: Group,
  endpoints: readonly EndpointRecord[],
  before: readonly EndpointRecord[],
  transaction: Transaction,
): Group {
  return { ...group, hidden: { ...group.hidden, endpoints: noteLiving(endpoints, transaction, before) } };
}

const MOST_PER_CALL = 500;

function sentEndpoints({ body }: AttachCall): readonly Endpoint[] {
  const sent = body.networkEndpoints ?? [];
  if (sent.length === 0) throw required('resource.networkEndpoints');
  if (sent.length > MOST_PER_CALL) {
    throw invalid('resource.networkEndpoints', '', `At most ${MOST_PER_CALL} endpoints can be specified.`);
  }
  return sent;
}

const completeEndpoints = (group: Group, call: AttachCall, transaction: Transaction): readonly EndpointRecord[] =>
  sentEndpoints(call).map((sent, index) => completeEndpoint(group.resource, sent, index, call, transaction));

/** An endpoint with what the service fills in, and the incarnation of the instance it is on. */
function completeEndpoint(
  group: Group['resource'],
  sent: Endpoint,
  index: number,
  call: Call,
  transaction: Transaction,
): EndpointRecord {
  const type = group.networkEndpointType;
  const endpoint: Draft<Endpoint> = { ...sent };
  const field = `resource.networkEndpoints[${index}]`;
  if (!WITHOUT_PORT.has(type)) endpoint.port ??= group.defaultPort;
  if (type === 'GCE_VM_IP' && (endpoint.port ?? 0) !== 0) {
    throw invalid(`${field}.port`, endpoint.port, 'It cannot be set for network endpoints of type GCE_VM_IP.');
  }
  checkNumber(endpoint.port, PORTS, `${field}.port`);
  if (!OF_INSTANCES.has(type)) {
    checkAddress(type, endpoint, field);
    return { endpoint };
  }
  const sentInstance = endpoint.instance ?? '';
  if (sentInstance === '') throw required(`${field}.instance`);
  const path = instancePath(sentInstance, call);
  const instance = find(transaction, 'instances', path)?.resource;
  if (path === undefined) throw invalid(`${field}.instance`, sentInstance, 'The URL is malformed.');
  if (instance === undefined) throw notFound(path);
  checkPlace(path, sentInstance, call, field);
  const addresses = addressesOf(instance, group);
  endpoint.instance = linkOf(path);
  endpoint.ipAddress ??= addresses[0];
  const { ipAddress: ip = '' } = endpoint;
  const isAlias = type !== 'GCE_VM_IP' && isInRanges(ip, aliasRangesOf(instance, group));
  if (!addresses.includes(ip) && !isAlias) {
    const network = nameOf(group.subnetwork ?? group.network ?? '');
    const explanation =
      `Specified IP address ${ip} doesn't belong to the (sub)network ${network} or to the instance ` +
      `${instance.name ?? ''}.`;
    throw invalid('resource.ipAddress', ip, explanation);
  }
  return { endpoint, path, id: instance.id };
}

function checkAddress(type: GroupType, endpoint: Endpoint, field: string): void {
  const name = type === 'INTERNET_FQDN_PORT' ? 'fqdn' : 'ipAddress';
  if (name !== 'fqdn' && endpoint.fqdn !== undefined) {
    throw invalid(`${field}.fqdn`, endpoint.fqdn, 'It can only be specified for type INTERNET_FQDN_PORT.');
  }
  const isMissing = endpoint[name] === undefined || endpoint[name] === '';
  if (isMissing && endpoint.ipv6Address === undefined) throw required(`${field}.${name}`);
}

const isLink = (text: string): boolean => text.includes('/');

/** Instances may be named alone: they are in the group's own zone. */
const instancePath = (instance: string, call: Call): string | undefined =>
  isLink(instance) ? referencedPath(instance, call.project) : `${call.scope}/instances/${instance}`;

/** An instance is in the zone of a zonal group, or in a zone of a regional one's region (documented). */
function checkPlace(path: string, sent: string, { scope }: Call, field: string): void {
  const { scopeKind, location } = parseScope(scope);
  const zone = parsePath(path).location;
  if (scopeKind === 'zones' ? zone === location : regionOfZone(zone) === location) return;
  throw invalid(`${field}.instance`, sent, `The instance must be in ${scopeKind.slice(0, -1)} '${location}'.`);
}

/** Addresses that an instance has in the group's network. */
const addressesOf = (instance: Instance, group: Group['resource']): readonly string[] =>
  interfacesIn(instance, group).map(({ networkIP = '' }) => networkIP);

/** Ranges that an instance has there besides: an endpoint may be any address of them (documented). */
const aliasRangesOf = (instance: Instance, group: Group['resource']): readonly string[] =>
  interfacesIn(instance, group).flatMap(({ aliasIpRanges = [] }) =>
    aliasIpRanges.flatMap(({ ipCidrRange }) => ipCidrRange ?? []),
  );

const interfacesIn = ({ networkInterfaces = [] }: Instance, group: Group['resource']): readonly NetworkInterface[] =>
  networkInterfaces.filter(({ network }) => group.network === undefined || network === group.network);

/** Alias ranges of one address may be written as that alone. */
const isInRanges = (ip: string, ranges: readonly string[]): boolean =>
  ranges.some((cidr) => isInRange(ip, cidr.includes('/') ? cidr : `${cidr}/32`));
