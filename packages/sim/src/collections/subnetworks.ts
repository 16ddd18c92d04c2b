import type { JsonDraft, JsonObject } from '../engine/json.ts';
import { asString } from '../engine/json.ts';
import { linkOf } from '../engine/self-link.ts';
import type { Entry } from '../engine/state.ts';
import { timestamp } from '../engine/timestamp.ts';
import type { Transaction } from '../engine/transaction.ts';
import { invalid } from '../engine/refusal.ts';
import type { Collection } from './collection.ts';
import { formatIp, parseIpRange } from './ip-range.ts';

function complete(draft: JsonDraft): void {
  draft['privateIpGoogleAccess'] ??= false;
  draft['privateIpv6GoogleAccess'] ??= 'DISABLE_GOOGLE_ACCESS';
  draft['purpose'] ??= 'PRIVATE';
  draft['stackType'] ??= 'IPV4_ONLY';
  const range = parseIpRange(asString(draft['ipCidrRange']));
  if (range !== undefined) draft['gatewayAddress'] = formatIp(range.first + 1);
}

function check(resource: JsonObject): void {
  const { ipCidrRange } = resource;
  if (typeof ipCidrRange === 'string' && parseIpRange(ipCidrRange) === undefined) {
    throw invalid('resource.ipCidrRange', ipCidrRange, 'Must be a CIDR address range.');
  }
}

/** A subnetwork that the service makes by itself, as part of an auto mode network. */
export function newSubnetwork(path: string, fields: JsonObject, transaction: Transaction): Entry {
  const draft: JsonDraft = {
    kind: 'compute#subnetwork',
    id: transaction.newId(),
    creationTimestamp: timestamp(transaction.now),
    ...fields,
    region: linkOf(path.split('/').slice(0, 4).join('/')),
    selfLink: linkOf(path),
    fingerprint: transaction.newFingerprint(),
  };
  complete(draft);
  return { resource: draft };
}

/** The next address of a subnetwork that nobody has; undefined when there is none left. */
export function takeAddress(path: string, transaction: Transaction): string | undefined {
  const entry = transaction.get(path);
  const range = parseIpRange(asString(entry?.resource['ipCidrRange']));
  if (entry === undefined || range === undefined) return undefined;
  // The first two addresses and the last two are the service's own.
  const next = Number(entry.hidden?.['nextAddress'] ?? range.first + 2);
  if (next > range.last - 2) return undefined;
  transaction.putAtOnce(path, { ...entry, hidden: { ...entry.hidden, nextAddress: next + 1 } });
  return formatIp(next);
}

export const subnetworks: Collection = {
  name: 'subnetworks',
  collections: ['subnetworks'],
  required: ['network'],
  references: { 'Subnetwork.network': { to: ['networks'] } },
  fingerprintRequiredOn: ['patch'],
  complete,
  check,
};
