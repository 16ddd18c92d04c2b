import { createHash } from 'node:crypto';
import { collectionOf } from '../../kernel/resource-path.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

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
 */
export function hideEncryptionKeys(draft: Draft<WithKeys>): void {
  for (const field of KEYS) {
    const key = draft[field];
    if (key !== undefined) draft[field] = shownKey(key);
  }
}

function shownKey({ rawKey, rsaEncryptedKey, ...key }: EncryptionKey): EncryptionKey {
  const shown: Draft<EncryptionKey> = { ...key };
  const secret = rawKey ?? rsaEncryptedKey ?? '';
  if (secret !== '') shown.sha256 = createHash('sha256').update(Buffer.from(secret, 'base64')).digest('base64');
  const { kmsKeyName = '' } = key;
  if (kmsKeyName !== '' && collectionOf(kmsKeyName) !== 'cryptoKeyVersions') {
    shown.kmsKeyName = `${kmsKeyName}/cryptoKeyVersions/1`;
  }
  return shown;
}
