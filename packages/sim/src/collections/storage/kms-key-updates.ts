import { invalid } from '../../kernel/refusal.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';

type KeyField = 'diskEncryptionKey' | 'snapshotEncryptionKey';
type Encrypted = { readonly [Field in KeyField]?: Resource<'CustomerEncryptionKey'> | undefined };

/** `updateKmsKey`: another key of the key store, or the latest version of the one that is in use. What has none is refused (assumed). */
export const updateKmsKey =
  (field: KeyField): Verb<Resource<'DiskUpdateKmsKeyRequest'>, Encrypted> =>
  (call, transaction) => {
    const current = calledResource<Encrypted>(call, transaction).resource[field]?.kmsKeyName;
    if (current === undefined) {
      throw invalid('resource', call.path, 'It is not encrypted with a customer-managed encryption key.');
    }
    const { kmsKeyName = '' } = call.body;
    // There is no key store here, and so one version of every key.
    const draft: { [Field in KeyField]?: Resource<'CustomerEncryptionKey'> } = {
      [field]: { kmsKeyName: kmsKeyName === '' ? current : kmsKeyName },
    };
    hideEncryptionKeys(draft);
    return { set: draft };
  };
