import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

/** What a packet mirroring names, it shows under its id as well. */
function withCanonicalUrl(value: Json | undefined, transaction: Transaction): JsonObject {
  const info = asObject(value);
  const path = pathOf(asString(info.url));
  const id = path === undefined ? undefined : transaction.get(path)?.resource.id;
  if (path === undefined || typeof id !== 'string') return info;
  return { ...info, canonicalUrl: linkOf(`${path.slice(0, path.lastIndexOf('/'))}/${id}`) };
}

function complete(draft: JsonDraft, { transaction }: { readonly transaction: Transaction }): void {
  draft.enable ??= 'TRUE';
  draft.priority ??= 1000;
  draft.filter = { direction: 'BOTH', ...asObject(draft.filter) };
  for (const field of ['collectorIlb', 'network']) {
    if (draft[field] !== undefined) draft[field] = withCanonicalUrl(draft[field], transaction);
  }
  const mirrored: JsonDraft = { ...asObject(draft.mirroredResources) };
  for (const field of ['instances', 'subnetworks']) {
    const items = asArray(mirrored[field]);
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
      if (asString(asObject(resource.collectorIlb).url) === '') throw required('resource.collectorIlb.url');
    },
  },
});
