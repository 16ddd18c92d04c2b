import { invalid } from '../../kernel/refusal.ts';
import { parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Interconnect = Resource<'Interconnect'>;

/** Nobody ever lays the cable here: an interconnect stays ordered. */
function complete(draft: Draft<Interconnect>, { path, transaction }: WriteContext<Interconnect>): void {
  draft.adminEnabled ??= true;
  draft.operationalStatus = 'OS_UNPROVISIONED';
  draft.state = 'UNPROVISIONED';
  draft.macsecEnabled ??= false;
  // Nine digits (observed).
  draft.googleReferenceId ??= String(100_000_000n + (BigInt(transaction.newId()) % 900_000_000n));
  // It is sent by its newer name and shown by the older one (observed).
  if (draft.interconnectType === 'DEDICATED') draft.interconnectType = 'IT_PRIVATE';
  if (draft.location !== undefined) draft.effectiveLocation ??= draft.location;
  draft.selfLinkWithId ??= linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
}

/** @throws Refusal of a change of place (the words are of a test of Terraform's provider) */
function check({ location, effectiveLocation }: Interconnect): void {
  if (location === effectiveLocation) return;
  throw invalid('resource.location', location, 'The location field must match the effectiveLocation field on patch.');
}

export const interconnects: Collection = defineCollection({
  name: 'interconnects',
  collections: ['interconnects'],
  references: {
    'Interconnect.location': { to: ['interconnectLocations'], isUnchecked: true, isWeak: true },
    'Interconnect.remoteLocation': { to: ['interconnectRemoteLocations'], isUnchecked: true, isWeak: true },
  },
  lifecycle: { complete, check },
});
