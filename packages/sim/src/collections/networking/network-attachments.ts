import { asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Draft, Resource } from '../wire.ts';

type NetworkAttachment = Resource<'NetworkAttachment'>;

const networkOf = (subnetwork: unknown, transaction: Transaction): string =>
  asString(transaction.get(pathOf(typeof subnetwork === 'string' ? subnetwork : '') ?? '')?.resource.network);

/** The network is that of the subnetworks, which all are of one (documented). */
function complete(draft: Draft<NetworkAttachment>, { path, transaction }: WriteContext<NetworkAttachment>): void {
  draft.connectionPreference ??= 'ACCEPT_AUTOMATIC';
  const network = networkOf((draft.subnetworks ?? [])[0], transaction);
  if (network !== '') draft.network = network;
  draft.selfLinkWithId ??= linkOf(`${path.slice(0, path.lastIndexOf('/'))}/${draft.id ?? ''}`);
}

function check(resource: NetworkAttachment, { transaction }: WriteContext<NetworkAttachment>): void {
  for (const [index, subnetwork] of (resource.subnetworks ?? []).entries()) {
    const network = networkOf(subnetwork, transaction);
    if (network === '' || network === resource.network) continue;
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
});
