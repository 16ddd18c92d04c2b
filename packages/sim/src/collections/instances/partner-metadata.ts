import { checkFingerprint } from '../../kernel/fingerprint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asObject } from '../../kernel/json.ts';
import { own } from '../../kernel/own.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';

const FINGERPRINT = 'partnerMetadataFingerprint';

/** The namespaces that are asked for, or all. */
const getPartnerMetadata: Verb<JsonObject> = (call, transaction) => {
  const { resource, hidden = {} } = calledResource(call, transaction);
  const all = asObject(resource['partnerMetadata']);
  const names = (call.query.get('namespaces') ?? '').split(',').filter((name) => name !== '');
  const shown = names.length === 0 ? Object.entries(all) : Object.entries(all).filter(([name]) => names.includes(name));
  const fingerprint = own(hidden, FINGERPRINT) ?? '';
  const answer = fingerprint === '' ? {} : { fingerprint };
  return { answer: { ...answer, partnerMetadata: Object.fromEntries(shown) } };
};

/** A namespace that is sent is merged with what it holds, entry by entry; `null` takes one out. */
const patchPartnerMetadata: Verb<JsonObject> = (call, transaction) => {
  const { resource, hidden = {} } = calledResource(call, transaction);
  const message = 'Supplied fingerprint does not match current partner metadata fingerprint.';
  const stored = { fingerprint: own(hidden, FINGERPRINT) };
  checkFingerprint(call.body['fingerprint'], stored, { field: 'fingerprint', isRequired: false, message });
  const before = asObject(resource['partnerMetadata']);
  const merged = Object.entries(asObject(call.body['partnerMetadata'])).map(([name, sent]) => {
    const entries = { ...asObject(asObject(own(before, name))['entries']), ...asObject(asObject(sent)['entries']) };
    return [name, sent === null ? null : { entries: withoutEmpty(entries) }] as const;
  });
  const partnerMetadata = withoutEmpty({ ...before, ...Object.fromEntries(merged) });
  return {
    write: {
      resource: { ...resource, partnerMetadata },
      hidden: { ...hidden, [FINGERPRINT]: transaction.newFingerprint() },
    },
  };
};

/** Verbs of what partners keep at an instance, in later versions. */
export const partnerMetadata: {
  readonly getPartnerMetadata: Verb<JsonObject>;
  readonly patchPartnerMetadata: Verb<JsonObject>;
} = { getPartnerMetadata, patchPartnerMetadata };
