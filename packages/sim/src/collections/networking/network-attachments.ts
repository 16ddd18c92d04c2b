import { invalid } from '../../kernel/refusal.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { findLinked } from '../../wire/find.ts';
import type { WriteContext } from '../context.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type NetworkAttachment = Resource<'NetworkAttachment'>;

const networkOf = (subnetwork: string | undefined, transaction: Transaction): string | undefined =>
  findLinked(transaction, 'subnetworks', subnetwork)?.resource.network;

/** The network is that of the subnetworks, which all are of one (documented). */
function complete(draft: Draft<NetworkAttachment>, { transaction }: WriteContext<NetworkAttachment>): void {
  draft.connectionPreference ??= 'ACCEPT_AUTOMATIC';
  const network = networkOf(draft.subnetworks?.[0], transaction);
  if (network !== undefined) draft.network = network;
}

/** That an attachment is to one network is assumed: it shows one. */
function check(resource: NetworkAttachment, { transaction }: WriteContext<NetworkAttachment>): void {
  for (const [index, subnetwork] of (resource.subnetworks ?? []).entries()) {
    const network = networkOf(subnetwork, transaction);
    if (network === undefined || network === resource.network) continue;
    const explanation = 'All subnetworks must be of the same network.';
    throw invalid(`resource.subnetworks[${index}]`, subnetwork, explanation);
  }
}

export const networkAttachments: Collection = defineCollection({
  name: 'networkAttachments',
  collections: ['networkAttachments'],
  body: { required: ['subnetworks'] },
  references: { 'NetworkAttachment.subnetworks': { to: ['subnetworks'] } },
  lifecycle: { fingerprintRequiredOn: ['patch'], complete, check },
  evidence: {
    documented: {
      insert: {
        describedAt: 'NetworkAttachment.network',
        sentence: 'it is inferred by fetching the network of the first subnetwork associated',
      },
      patch: {
        describedAt: 'NetworkAttachment.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch.',
      },
    },
  },
});
