import type { JsonObject } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../wire.ts';

type AdvertisedPrefix = Resource<'PublicAdvertisedPrefix'>;
type DelegatedPrefix = Resource<'PublicDelegatedPrefix'>;

/** What both have. */
type Prefix = AdvertisedPrefix & DelegatedPrefix;

/** Announced to the internet or withdrawn, at once: how long the real thing takes is not simulated. */
const setStatus =
  (status: Prefix['status']): Verb<JsonObject, Prefix> =>
  () => ({ set: { status } });

const completeAdvertised = (draft: Draft<AdvertisedPrefix>): void => {
  draft.pdpScope ??= 'REGIONAL';
  draft.status ??= 'INITIAL';
};

const completeDelegated = (draft: Draft<DelegatedPrefix>): void => {
  draft.status ??= 'INITIALIZING';
};

export const publicAdvertisedPrefixes: Collection = defineCollection({
  name: 'publicAdvertisedPrefixes',
  collections: ['publicAdvertisedPrefixes'],
  body: { required: ['ipCidrRange'] },
  lifecycle: { complete: completeAdvertised },
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  evidence: { assumed: { insert: '', announce: '', withdraw: '' } },
});

export const publicDelegatedPrefixes: Collection = defineCollection({
  name: 'publicDelegatedPrefixes',
  collections: ['publicDelegatedPrefixes', 'globalPublicDelegatedPrefixes'],
  body: { required: ['parentPrefix'] },
  references: {
    'PublicDelegatedPrefix.parentPrefix': { to: ['publicAdvertisedPrefixes', 'publicDelegatedPrefixes'] },
  },
  lifecycle: { complete: completeDelegated },
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  evidence: { assumed: { insert: '', announce: '', withdraw: '' } },
});
