import { createHash } from 'node:crypto';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';

/**
 * Puts the encryption keys of a disk, an image or a snapshot into the form they are shown in: of a key the customer
 * keeps, only its hash comes back; of one in a key store, the version that was used (documented).
 */
export function hideEncryptionKeys(draft: JsonDraft): void {
  for (const name of Object.keys(draft)) {
    if (name.endsWith('EncryptionKey') && draft[name] !== undefined) draft[name] = shownKey(asObject(draft[name]));
  }
}

function shownKey({ rawKey, rsaEncryptedKey, ...key }: JsonObject): JsonObject {
  const shown: JsonDraft = { ...key };
  const secret = asString(rawKey ?? rsaEncryptedKey);
  if (secret !== '') shown.sha256 = createHash('sha256').update(Buffer.from(secret, 'base64')).digest('base64');
  const kmsKeyName = asString(key.kmsKeyName);
  if (kmsKeyName !== '' && !kmsKeyName.includes('/cryptoKeyVersions/')) {
    shown.kmsKeyName = `${kmsKeyName}/cryptoKeyVersions/1`;
  }
  return shown;
}
