import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf, parentOf } from '../../kernel/resource-path.ts';
import { mapChanged } from '../../kernel/changed-items.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { findLinked } from '../../wire/find.ts';
import { checkInRegion } from '../region-of.ts';
import { isCidr } from './cidr.ts';
import { checkLayer4 } from './firewall-protocols.ts';
import { checkTags } from './network-tags.ts';
import { defineCollection } from '../define-collection.ts';
import { checkOf } from '../touched.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type PacketMirroring = Resource<'PacketMirroring'>;

/** What names a resource here: its link, and the same by its id. */
type Link = { readonly url?: string | undefined; readonly canonicalUrl?: string | undefined };

/** What a packet mirroring names, it shows under its id as well. */
function withCanonicalUrl(info: Link, transaction: Transaction): Link {
  const path = pathOf(info.url ?? '');
  const id = path === undefined ? undefined : transaction.get(path)?.resource.id;
  if (path === undefined || typeof id !== 'string') return info;
  const canonicalUrl = linkOf(`${parentOf(path)}/${id}`);
  return info.canonicalUrl === canonicalUrl ? info : { ...info, canonicalUrl };
}

function complete(draft: Draft<PacketMirroring>, { transaction }: { readonly transaction: Transaction }): void {
  draft.enable ??= 'TRUE';
  draft.priority ??= 1000;
  draft.filter = { direction: 'BOTH', ...draft.filter };
  for (const field of ['collectorIlb', 'network'] as const) {
    if (draft[field] !== undefined) draft[field] = withCanonicalUrl(draft[field], transaction);
  }
  for (const field of ['instances', 'subnetworks'] as const) {
    const items = draft.mirroredResources?.[field] ?? [];
    const shown = mapChanged(items, [], (item) => withCanonicalUrl(item, transaction));
    if (shown !== items) draft.mirroredResources = { ...draft.mirroredResources, [field]: shown };
  }
}

function check(resource: PacketMirroring, context: WriteContext<PacketMirroring>): void {
  const { transaction } = context;
  const collector = resource.collectorIlb?.url ?? '';
  if (collector === '') throw required('resource.collectorIlb.url');
  const rule = findLinked(transaction, 'forwardingRules', collector)?.resource;
  if (rule !== undefined && rule.isMirroringCollector !== true) {
    const explanation = 'The forwarding rule must have isMirroringCollector set to true.';
    throw invalid('resource.collectorIlb.url', collector, explanation);
  }
  checkMirrored(resource, context);
  const { cidrRanges = [], IPProtocols = [] } = resource.filter ?? {};
  for (const [index, range] of cidrRanges.entries()) {
    if (isCidr(range)) continue;
    throw invalid(`resource.filter.cidrRanges[${index}]`, range, 'Must be a CIDR address range.');
  }
  for (const [index, protocol] of IPProtocols.entries()) {
    checkLayer4({ protocol, ports: [] }, 'resource.filter', { protocol: `IPProtocols[${index}]`, ports: 'ports' });
  }
}

const checkMirrored = checkOf<PacketMirroring, 'mirroredResources'>(['mirroredResources'], (part, { call }) => {
  checkRegions(part, nameOf(call.scope));
  checkTags(part.mirroredResources?.tags, 'resource.mirroredResources.tags');
});

/** What is mirrored is in the region of the mirroring (documented). */
function checkRegions({ mirroredResources }: PacketMirroring, region: string): void {
  for (const field of ['instances', 'subnetworks'] as const) {
    for (const [index, { url = '' }] of (mirroredResources?.[field] ?? []).entries()) {
      checkInRegion(url, `resource.mirroredResources.${field}[${index}].url`, region);
    }
  }
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
    check,
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'PacketMirroring.collectorIlb',
          sentence: 'The specified forwarding rule must have isMirroringCollector set to true.',
        },
        {
          describedAt: 'PacketMirroringMirroredResourceInfo.instances',
          sentence: 'They must live in zones contained in the same region as this packetMirroring.',
        },
      ],
    },
  },
});
