import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { findLinked } from '../../wire/find.ts';
import { isGiven } from '../is-given.ts';
import { checkInRegion } from '../region-of.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type InterconnectAttachment = Resource<'InterconnectAttachment'>;

/**
 * An attachment of a partner waits for the partner, who never comes here. One of one's own is made on a connection that is in place
 * and is turned up with it: Terraform's provider waits until it is.
 */
export function completeAttachment(
  draft: Draft<InterconnectAttachment>,
  {
    region,
    isNew,
    transaction,
  }: { readonly region: string; readonly isNew: boolean; readonly transaction: Transaction },
): void {
  draft.type ??= 'DEDICATED';
  draft.encryption ??= 'NONE';
  draft.mtu ??= 1440;
  draft.stackType ??= 'IPV4_ONLY';
  draft.adminEnabled ??= true;
  draft.state ??= draft.type === 'PARTNER' ? 'PENDING_PARTNER' : 'ACTIVE';
  draft.operationalStatus = draft.state === 'ACTIVE' ? 'OS_ACTIVE' : 'OS_UNPROVISIONED';
  if (draft.type !== 'PARTNER' || !isNew) return;
  draft.edgeAvailabilityDomain ??= 'AVAILABILITY_DOMAIN_ANY';
  const domain = /\d$/.exec(draft.edgeAvailabilityDomain)?.[0] ?? 'any';
  draft.pairingKey = `${uuid(transaction.newId() + transaction.newId())}/${region}/${domain}`;
}

/** Addresses of both sides of a session: each family has both or neither, with prefixes of one length. */
const CANDIDATES = [
  ['candidateCloudRouterIpAddress', 'candidateCustomerRouterIpAddress'],
  ['candidateCloudRouterIpv6Address', 'candidateCustomerRouterIpv6Address'],
] as const;

function check(attachment: InterconnectAttachment, { call, transaction }: WriteContext<InterconnectAttachment>): void {
  for (const [ours, theirs] of CANDIDATES) {
    const [one = '', other = ''] = [attachment[ours], attachment[theirs]];
    if (one === '' && other === '') continue;
    if (one === '' || other === '') throw required(`resource.${one === '' ? ours : theirs}`);
    if (one.split('/')[1] === other.split('/')[1]) continue;
    throw invalid(`resource.${theirs}`, other, `Its prefix length must be that of ${ours}, ${one}.`);
  }
  const region = nameOf(call.scope);
  if (isGiven(attachment.router)) checkInRegion(attachment.router ?? '', 'resource.router', region);
  for (const [index, link] of (attachment.ipsecInternalAddresses ?? []).entries()) {
    const field = `resource.ipsecInternalAddresses[${index}]`;
    checkInRegion(link, field, region);
    if (findLinked(transaction, 'addresses', link)?.resource.addressType === 'INTERNAL') continue;
    throw invalid(field, link, 'It must be a regional internal IP address range.');
  }
}

/** Digits in the form of a UUID. */
const uuid = (digits: string): string =>
  digits
    .padEnd(32, '0')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

export const interconnectAttachments: Collection = defineCollection({
  name: 'interconnectAttachments',
  collections: ['interconnectAttachments'],
  references: {
    'InterconnectAttachment.interconnect': { to: ['interconnects'] },
    'InterconnectAttachmentL2Forwarding.network': { to: ['networks'] },
    'InterconnectAttachment.router': { to: ['routers'] },
    'InterconnectAttachment.ipsecInternalAddresses': { to: ['addresses'] },
  },
  lifecycle: {
    complete: (draft, { call, before, transaction }) =>
      completeAttachment(draft, { region: nameOf(call.scope), isNew: before === undefined, transaction }),
    check,
  },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'InterconnectAttachment.mtu', sentence: 'the value will default to 1440' },
        { describedAt: 'InterconnectAttachment.stackType', sentence: 'If not specified, IPV4_ONLY will be used.' },
        { describedAt: 'InterconnectAttachment.pairingKey', sentence: 'Of the form "XXXXX/region/domain"' },
        {
          describedAt: 'InterconnectAttachment.state',
          sentence: 'The attachment has been turned up and is ready to use.',
        },
      ],
    },
  },
});
