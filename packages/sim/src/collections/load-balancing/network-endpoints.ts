import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { invalid, notFound, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { checkNumber, PORTS } from '../number-range.ts';

/** Types whose endpoints are instances. */
const OF_INSTANCES: ReadonlySet<string> = new Set(['GCE_VM_IP', 'GCE_VM_IP_PORT', 'GCE_VM_IP_PORTMAP']);
const WITHOUT_PORT: ReadonlySet<string> = new Set(['GCE_VM_IP']);

const IDENTITY = ['instance', 'ipAddress', 'ipv6Address', 'fqdn', 'port', 'clientDestinationPort'];

/** What makes two endpoints the same. */
export const keyOf = (endpoint: JsonObject): string => JSON.stringify(IDENTITY.map((name) => endpoint[name] ?? null));

/** The endpoints of a group in the order in which they were attached; those whose instance is gone are gone with it. */
export function livingEndpoints(group: Entry, entries: Pick<State, 'get'>): readonly JsonObject[] {
  return livingRecords(group, entries).map(({ endpoint }) => asObject(endpoint));
}

/** A record keeps which incarnation of its instance an endpoint is on: a new one of the same name does not revive it. */
export const livingRecords = (group: Entry, entries: Pick<State, 'get'>): readonly JsonObject[] =>
  asArray(group.hidden?.endpoints)
    .map(asObject)
    .filter(({ path, id }) => path === undefined || entries.get(asString(path))?.resource.id === id);

/** All endpoints ever attached and not detached, as they are recorded, by what makes each of them one. */
export const endpointsOf = (group: Entry): ReadonlyMap<string, JsonObject> =>
  new Map(
    asArray(group.hidden?.endpoints)
      .map(asObject)
      .map((record) => [keyOf(asObject(record.endpoint)), record]),
  );

/** Paths of the instances that a group's endpoints are on. */
export const instancesOf = (group: Entry): readonly string[] => [
  ...new Set(
    asArray(group.hidden?.endpoints)
      .flatMap((item) => asObject(item).path ?? [])
      .map(asString),
  ),
];

/** Attaching an endpoint that is attached already changes nothing. */
export function attach(group: Entry, call: Call, transaction: Transaction): Entry {
  const kept = [...livingRecords(group, transaction)];
  const present = new Set(kept.map(({ endpoint }) => keyOf(asObject(endpoint))));
  for (const [index, sent] of sentEndpoints(call).entries()) {
    const record = completeEndpoint(group.resource, sent, index, call, transaction);
    const key = keyOf(asObject(record.endpoint));
    if (present.has(key)) continue;
    present.add(key);
    kept.push(record);
  }
  return withRecords(group, kept);
}

/** @throws Refusal when one of the endpoints is not attached; then none is detached */
export function detach(group: Entry, call: Call, transaction: Transaction): Entry {
  let kept = livingRecords(group, transaction);
  for (const [index, sent] of sentEndpoints(call).entries()) {
    const { endpoint } = completeEndpoint(group.resource, sent, index, call, transaction);
    const key = keyOf(asObject(endpoint));
    const rest = kept.filter((record) => keyOf(asObject(record.endpoint)) !== key);
    if (rest.length === kept.length) {
      throw invalid(`resource.networkEndpoints[${index}]`, sent, `It is not attached to '${call.path}'.`);
    }
    kept = rest;
  }
  return withRecords(group, kept);
}

const withRecords = (group: Entry, endpoints: readonly JsonObject[]): Entry => ({
  ...group,
  hidden: { ...group.hidden, endpoints },
});

const MOST_PER_CALL = 500;

function sentEndpoints({ body }: Call): readonly JsonObject[] {
  const sent = asArray(body.networkEndpoints).map(asObject);
  if (sent.length === 0) throw required('resource.networkEndpoints');
  if (sent.length > MOST_PER_CALL) {
    throw invalid('resource.networkEndpoints', '', `At most ${MOST_PER_CALL} endpoints can be specified.`);
  }
  return sent;
}

/** An endpoint with what the service fills in, and the incarnation of the instance it is on. */
function completeEndpoint(
  group: JsonObject,
  sent: JsonObject,
  index: number,
  call: Call,
  transaction: Transaction,
): JsonObject {
  const type = asString(group.networkEndpointType);
  const endpoint: JsonDraft = { ...sent };
  const field = `resource.networkEndpoints[${index}]`;
  if (!WITHOUT_PORT.has(type)) endpoint.port ??= group.defaultPort;
  checkNumber(endpoint.port, PORTS, `${field}.port`);
  if (!OF_INSTANCES.has(type)) {
    checkAddress(type, endpoint, field);
    return { endpoint };
  }
  const sentInstance = asString(endpoint.instance);
  if (sentInstance === '') throw required(`${field}.instance`);
  const path = instancePath(sentInstance, call);
  const instance = path === undefined ? undefined : transaction.get(path)?.resource;
  if (path === undefined) throw invalid(`${field}.instance`, sentInstance, 'The URL is malformed.');
  if (instance === undefined) throw notFound(path);
  const addresses = addressesOf(instance, group);
  endpoint.instance = linkOf(path);
  endpoint.ipAddress ??= addresses[0];
  if (!addresses.includes(asString(endpoint.ipAddress))) {
    const ip = asString(endpoint.ipAddress);
    const network = nameOf(asString(group.subnetwork ?? group.network));
    const explanation =
      `Specified IP address ${ip} doesn't belong to the (sub)network ${network} or to the instance ` +
      `${asString(instance.name)}.`;
    throw invalid('resource.ipAddress', ip, explanation);
  }
  return { endpoint, path, id: instance.id };
}

function checkAddress(type: string, endpoint: JsonObject, field: string): void {
  const name = type === 'INTERNET_FQDN_PORT' ? 'fqdn' : 'ipAddress';
  const isMissing = endpoint[name] === undefined || endpoint[name] === '';
  if (isMissing && endpoint.ipv6Address === undefined) throw required(`${field}.${name}`);
}

/** Instances may be named alone: they are in the group's own zone. */
const instancePath = (instance: string, call: Call): string | undefined =>
  instance.includes('/') ? referencedPath(instance, call.project) : `${call.scope}/instances/${instance}`;

/** Addresses that an instance has in the group's network: its own first, then its alias ranges' first ones. */
function addressesOf(instance: JsonObject, group: JsonObject): readonly string[] {
  return asArray(instance.networkInterfaces)
    .map(asObject)
    .filter(({ network }) => group.network === undefined || network === group.network)
    .map(({ networkIP }) => asString(networkIP));
}
