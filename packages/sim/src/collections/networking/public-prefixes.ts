import type { JsonDraft } from '../../kernel/json.ts';
import type { Collection, Verb } from '../collection.ts';

/** Announced to the internet or withdrawn, at once: how long the real thing takes is not simulated. */
const setStatus =
  (status: string): Verb =>
  () => ({ set: { status } });

const completeAdvertised = (draft: JsonDraft): void => {
  draft['pdpScope'] ??= 'REGIONAL';
  draft['status'] ??= 'INITIAL';
};

const completeDelegated = (draft: JsonDraft): void => {
  draft['status'] ??= 'INITIALIZING';
};

export const publicAdvertisedPrefixes: Collection = {
  name: 'publicAdvertisedPrefixes',
  collections: ['publicAdvertisedPrefixes'],
  required: ['ipCidrRange'],
  complete: completeAdvertised,
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  assumed: ['insert', 'announce', 'withdraw'],
};

export const publicDelegatedPrefixes: Collection = {
  name: 'publicDelegatedPrefixes',
  collections: ['publicDelegatedPrefixes', 'globalPublicDelegatedPrefixes'],
  required: ['parentPrefix'],
  references: {
    'PublicDelegatedPrefix.parentPrefix': { to: ['publicAdvertisedPrefixes', 'publicDelegatedPrefixes'] },
  },
  complete: completeDelegated,
  verbs: { announce: setStatus('ANNOUNCED_TO_INTERNET'), withdraw: setStatus('READY_TO_ANNOUNCE') },
  assumed: ['insert', 'announce', 'withdraw'],
};
