import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { Cached } from './cdn-policy.ts';

const MOST_KEYS = 3;
/** 128 bits in base64url, padded or not. */
const KEY_VALUE = /^[\w-]{22}(?:==)?$/;

const namesIn = (resource: Cached | undefined): readonly string[] => resource?.cdnPolicy?.signedUrlKeyNames ?? [];

/** Keys are added and deleted by verbs alone: they outlive any update, even one that leaves out the whole policy. */
export function keepSignedUrlKeys(draft: Draft<Cached>, { before, sent }: WriteContext<Cached>): void {
  const { signedUrlKeyNames: _, ...policy } = draft.cdnPolicy ?? {};
  const isSent = 'signedUrlKeyNames' in (sent.cdnPolicy ?? {});
  const names = isSent ? (sent.cdnPolicy?.signedUrlKeyNames ?? []) : namesIn(before?.resource);
  if (names.length > 0) {
    draft.cdnPolicy = { signedUrlCacheMaxAgeSec: '3600', ...policy, signedUrlKeyNames: names };
  } else if (draft.cdnPolicy !== undefined) {
    draft.cdnPolicy = policy;
  }
}

export const addSignedUrlKey: Verb<Resource<'SignedUrlKey'>, Cached> = (call, transaction) => {
  const { resource } = calledResource<Cached>(call, transaction);
  const { keyName = '', keyValue = '' } = call.body;
  if (keyName === '') throw required('resource.keyName');
  if (keyValue === '') throw required('resource.keyValue');
  if (!KEY_VALUE.test(keyValue)) {
    throw invalid('resource.keyValue', '', 'Must be a 128-bit value in base64url.');
  }
  const names = namesIn(resource);
  if (names.includes(keyName)) throw invalid('resource.keyName', keyName, 'A key of that name exists already.');
  if (names.length === MOST_KEYS) throw invalid('resource.keyName', keyName, `At most ${MOST_KEYS} keys can be added.`);
  return { set: { cdnPolicy: withNames(resource, [...names, keyName]) } };
};

export const deleteSignedUrlKey: Verb<JsonObject, Cached> = (call, transaction) => {
  const { resource } = calledResource<Cached>(call, transaction);
  const keyName = call.query.get('keyName') ?? '';
  const names = namesIn(resource);
  if (!names.includes(keyName)) throw invalid('keyName', keyName, `There is no such key in '${call.path}'.`);
  const rest = names.filter((name) => name !== keyName);
  return { set: { cdnPolicy: withNames(resource, rest) } };
};

/** The first key brings a policy with it, which stays when the last one goes (observed). */
const withNames = ({ cdnPolicy }: Cached, names: readonly string[]): Cached['cdnPolicy'] => ({
  signedUrlCacheMaxAgeSec: '3600',
  ...cdnPolicy,
  signedUrlKeyNames: names,
});
