import { nodeCrypto } from '../../kernel/node-modules.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { collectionOf } from '../../kernel/resource-path.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { FieldOf } from './disk-rules.ts';
import { ofResource } from './disk-rules.ts';

type EncryptionKey = Resource<'CustomerEncryptionKey'>;

const KEYS = [
  'diskEncryptionKey',
  'imageEncryptionKey',
  'snapshotEncryptionKey',
  'sourceDiskEncryptionKey',
  'sourceImageEncryptionKey',
  'sourceInstantSnapshotEncryptionKey',
  'sourceSnapshotEncryptionKey',
] as const;

/** What a disk, an image or a snapshot has of them. */
type WithKeys = { readonly [Key in (typeof KEYS)[number]]?: EncryptionKey | undefined };

/**
 * Puts the encryption keys of a disk, an image or a snapshot into the form they are shown in: of a key the customer
 * keeps, only its hash comes back; of one in a key store, the version that was used (documented).
 *
 * @param fieldOf how messages call a field
 * @throws Refusal for a key that is none
 */
export function hideEncryptionKeys(draft: Draft<WithKeys>, fieldOf: FieldOf = ofResource): void {
  for (const field of KEYS) {
    const key = draft[field];
    if (key !== undefined) draft[field] = shownKey(key, fieldOf(field));
  }
}

/** An AES key of 256 bits (documented). */
const KEY_BYTES = 32;

function shownKey({ rawKey = '', rsaEncryptedKey = '', ...key }: EncryptionKey, field: string): EncryptionKey {
  if (rawKey !== '' && Buffer.from(rawKey, 'base64').length !== KEY_BYTES) {
    // A key is a secret, and is not repeated.
    throw invalid(`${field}.rawKey`, '', 'Must be a 256-bit key, encoded in RFC 4648 base64.');
  }
  const shown: Draft<EncryptionKey> = { ...key };
  const secret = rawKey === '' ? rsaEncryptedKey : rawKey;
  if (secret !== '') shown.sha256 = hashOf(secret);
  const { kmsKeyName = '' } = key;
  if (kmsKeyName !== '' && collectionOf(kmsKeyName) !== 'cryptoKeyVersions') {
    shown.kmsKeyName = `${kmsKeyName}/cryptoKeyVersions/1`;
  }
  return shown;
}

const hashOf = (secret: string): string =>
  nodeCrypto().createHash('sha256').update(Buffer.from(secret, 'base64')).digest('base64');

/**
 * Whoever uses something that a customer's own key encrypts must give the key again (documented).
 *
 * @param stored key of what is used, as it is shown
 * @param given key of the request; of one that was hidden already, the hash is compared
 * @throws Refusal without the key, or with another one
 */
export function checkEncryptionKey(path: string, stored: EncryptionKey = {}, given: EncryptionKey = {}): void {
  if (stored.sha256 === undefined) return;
  const secret = given.rawKey ?? given.rsaEncryptedKey ?? '';
  const sha256 = secret === '' ? given.sha256 : hashOf(secret);
  if (sha256 === stored.sha256) return;
  if (sha256 === undefined) {
    const message = `The resource '${path}' is encrypted with a customer-supplied encryption key, which must be provided.`;
    throw new Refusal(400, 'resourceIsEncryptedWithCustomerEncryptionKey', message);
  }
  const message = `The provided customer-supplied encryption key for '${path}' is incorrect.`;
  throw new Refusal(400, 'customerEncryptionKeyIsIncorrect', message);
}
