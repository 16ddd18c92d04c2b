import { invalid, required } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import { setName } from '../renaming.ts';
import { sha256 } from '../sha256.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Interconnect = Resource<'Interconnect'>;

/** Nobody ever lays the cable here: an interconnect stays ordered. */
export function completeInterconnect(draft: Draft<Interconnect>, path: string, transaction: Transaction): void {
  draft.adminEnabled ??= true;
  draft.operationalStatus = 'OS_UNPROVISIONED';
  draft.state = 'UNPROVISIONED';
  draft.macsecEnabled ??= false;
  // Nine digits (observed).
  draft.googleReferenceId ??= String(100_000_000n + (BigInt(transaction.newId()) % 900_000_000n));
  // It is sent by its newer name and shown by the older one (observed).
  if (draft.interconnectType === 'DEDICATED') draft.interconnectType = 'IT_PRIVATE';
  if (draft.location !== undefined) draft.effectiveLocation ??= draft.location;
}

const SIX_HOURS_MS = 6 * 3_600_000;

/** Keys take over one from the other, in the order in which they are listed. */
function checkKeys({ macsec }: Interconnect): void {
  const keys = macsec?.preSharedKeys ?? [];
  for (const [index, { startTime = '' }] of keys.entries()) {
    const field = `resource.macsec.preSharedKeys[${index}].startTime`;
    if (startTime === '' && keys.length > 1) throw required(field);
    const before = keys[index - 1]?.startTime;
    if (before === undefined || Date.parse(startTime) - Date.parse(before) >= SIX_HOURS_MS) continue;
    throw invalid(field, startTime, 'Start times must be in increasing order, and at least 6 hours apart.');
  }
}

/** @throws Refusal of a change of place (the words are of a test of Terraform's provider) */
function check(interconnect: Interconnect): void {
  checkKeys(interconnect);
  const { location, effectiveLocation } = interconnect;
  if (location === effectiveLocation) return;
  throw invalid('resource.location', location, 'The location field must match the effectiveLocation field on patch.');
}

/** What is found out about a connection that nobody has laid. */
export const NO_DIAGNOSTICS: Resource<'InterconnectDiagnostics'> = {
  bundleOperationalStatus: 'BUNDLE_OPERATIONAL_STATUS_DOWN',
};

const getDiagnostics: Verb<JsonObject, Interconnect> = (call, transaction) => {
  calledResource<Interconnect>(call, transaction);
  return { answer: { result: NO_DIAGNOSTICS } };
};

/** The keys by the names they were given: the same whenever they are read. */
const getMacsecConfig: Verb<JsonObject, Interconnect> = (call, transaction) => {
  const { macsec } = calledResource<Interconnect>(call, transaction).resource;
  const preSharedKeys = (macsec?.preSharedKeys ?? []).map((key) => {
    const secret = sha256(`${call.path} ${key.name ?? ''}`);
    return { ...key, cak: secret, ckn: sha256(secret) };
  });
  return { answer: { result: preSharedKeys.length === 0 ? {} : { preSharedKeys } } };
};

export const interconnects: Collection = defineCollection({
  name: 'interconnects',
  collections: ['interconnects'],
  references: {
    'Interconnect.location': { to: ['interconnectLocations'], isUnchecked: true, isWeak: true },
    'Interconnect.effectiveLocation': { to: ['interconnectLocations'], isUnchecked: true, isWeak: true },
    'Interconnect.remoteLocation': { to: ['interconnectRemoteLocations'], isUnchecked: true, isWeak: true },
  },
  lifecycle: { complete: (draft, { path, transaction }) => completeInterconnect(draft, path, transaction), check },
  verbs: { getDiagnostics, getMacsecConfig, setName },
  evidence: {
    documented: {
      getMacsecConfig: {
        describedAt: 'InterconnectMacsecConfigPreSharedKey.cak',
        sentence: 'An auto-generated Connectivity Association Key (CAK) for this key.',
      },
      setName: { describedAt: 'interconnects.setName', sentence: 'Sets name of an interconnect.' },
    },
    assumed: { getDiagnostics: 'Nobody lays the cable here, so that no link is up.' },
    lacking: { setName: 'an interconnect that attachments name keeps its name: 400' },
  },
});
