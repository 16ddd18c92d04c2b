import type { JsonObject } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type AdvertisedPrefix = Resource<'PublicAdvertisedPrefix'>;
type DelegatedPrefix = Resource<'PublicDelegatedPrefix'>;

/** What both have. */
type Prefix = AdvertisedPrefix & DelegatedPrefix;

/** Announced to the internet or withdrawn, at once: how long the real thing takes is not simulated. */
const setStatus =
  (status: Prefix['status']): Verb<JsonObject, Prefix> =>
  () => ({ set: { status } });

const completeAdvertised = (draft: Draft<AdvertisedPrefix>): void => {
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
  evidence: {
    documented: {
      announce: [
        {
          describedAt: 'publicAdvertisedPrefixes.announce',
          sentence: 'Announces the specified PublicAdvertisedPrefix',
        },
        { describedAt: 'PublicAdvertisedPrefix.status', sentence: 'The prefix is announced to Internet.' },
      ],
      withdraw: [
        {
          describedAt: 'publicAdvertisedPrefixes.withdraw',
          sentence: 'Withdraws the specified PublicAdvertisedPrefix',
        },
        {
          describedAt: 'PublicAdvertisedPrefix.status',
          sentence: 'The prefix is currently withdrawn but ready to be announced.',
        },
      ],
    },
    assumed: { insert: 'Nothing is ever validated or configured, so the first state lasts.' },
  },
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
  evidence: {
    documented: {
      announce: [
        { describedAt: 'publicDelegatedPrefixes.announce', sentence: 'Announces the specified PublicDelegatedPrefix' },
        {
          describedAt: 'PublicDelegatedPrefix.status',
          sentence: 'The prefix is announced to Internet and within Google.',
        },
      ],
      withdraw: [
        { describedAt: 'publicDelegatedPrefixes.withdraw', sentence: 'Withdraws the specified PublicDelegatedPrefix' },
        {
          describedAt: 'PublicDelegatedPrefix.status',
          sentence: 'The public delegated prefix is currently withdrawn but ready to be announced.',
        },
      ],
    },
    assumed: { insert: 'Nothing is ever provisioned, so the first state lasts.' },
  },
});
