import { required } from '../../kernel/refusal.ts';
import { parentOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type PacketMirroring = Resource<'PacketMirroring'>;

/** What names a resource here: its link, and the same by its id. */
type Link = { readonly url?: string | undefined; readonly canonicalUrl?: string | undefined };

/** What a packet mirroring names, it shows under its id as well. */
function withCanonicalUrl(info: Link, transaction: Transaction): Link {
  const path = pathOf(info.url ?? '');
  const id = path === undefined ? undefined : transaction.get(path)?.resource.id;
  if (path === undefined || typeof id !== 'string') return info;
  return { ...info, canonicalUrl: linkOf(`${parentOf(path)}/${id}`) };
}

function complete(draft: Draft<PacketMirroring>, { transaction }: { readonly transaction: Transaction }): void {
  draft.enable ??= 'TRUE';
  draft.priority ??= 1000;
  draft.filter = { direction: 'BOTH', ...draft.filter };
  for (const field of ['collectorIlb', 'network'] as const) {
    if (draft[field] !== undefined) draft[field] = withCanonicalUrl(draft[field], transaction);
  }
  const mirrored: Draft<NonNullable<PacketMirroring['mirroredResources']>> = { ...draft.mirroredResources };
  for (const field of ['instances', 'subnetworks'] as const) {
    const items = mirrored[field] ?? [];
    if (items.length > 0) mirrored[field] = items.map((item) => withCanonicalUrl(item, transaction));
  }
  if (Object.keys(mirrored).length > 0) draft.mirroredResources = mirrored;
}

export const packetMirrorings: Collection = defineCollection({
  name: 'packetMirrorings',
  collections: ['packetMirrorings'],
  body: { required: ['collectorIlb', 'mirroredResources'] },
  references: {
    'PacketMirroringForwardingRuleInfo.url': { to: ['forwardingRules'] },
    'PacketMirroringNetworkInfo.url': { to: ['networks'] },
    'PacketMirroringMirroredResourceInfoInstanceInfo.url': { to: ['instances'], isWeak: true },
    'PacketMirroringMirroredResourceInfoSubnetInfo.url': { to: ['subnetworks'] },
  },
  lifecycle: {
    immutable: ['network'],
    complete,
    check: (resource) => {
      if ((resource.collectorIlb?.url ?? '') === '') throw required('resource.collectorIlb.url');
    },
  },
});
