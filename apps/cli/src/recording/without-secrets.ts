import type { Json } from './json.ts';
import { mapTexts } from './json.ts';

/** Fields whose text opens something, wherever they are. */
const SECRET: ReadonlySet<string> = new Set([
  'accessToken',
  'keyValue',
  'oauth2ClientSecret',
  'password',
  'privateKey',
  'rawKey',
  'rsaEncryptedKey',
  'sharedSecret',
  'secretAccessKey',
  'signature',
]);

/** Whether the text of a field of this name opens something. */
export const isSecret = (field: string): boolean => SECRET.has(field);

/** What a client may put into a URL to say who it is. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(['access_token', 'key', 'oauth_token', 'quotaUser', 'userIp']);

const GONE = 'REMOVED';

/** A body without what opens something: keys and passwords, and the values of metadata, which often are scripts. */
export const withoutSecrets = (body: Json): Json =>
  mapTexts(body, (text, path) => {
    const isMetadata = path.at(-1) === 'value' && path.at(-2) === 'items';
    return isMetadata || isSecret(path.at(-1) ?? '') ? GONE : text;
  });

/** A query without tokens and keys. */
export const withoutSecretParameters = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '' && !SECRET_PARAMETERS.has(pair.split('=', 1)[0] ?? ''))
    .join('&');
