import { enforced, left } from '../sentence-rule.ts';
import type { SentenceRule } from '../sentence-rule.ts';

const AT = 'collections/storage';

/** Sentences about disks, images and snapshots. */
export const storage: readonly SentenceRule[] = [
  enforced(`${AT}/disk-rules.ts`, /\.provisioned(?:Iops|Throughput)$/),
  enforced(`${AT}/disk-rules.ts`, /\.replicaZones$/, /two replica zones/),
  enforced(`${AT}/encryption-keys.ts`, /EncryptionKey$/, /must provide the (?:same|encryption)? ?key/),
  left('Nothing here can unwrap it, so its text is kept as it is.', /^CustomerEncryptionKey\.rsaEncryptedKey$/),
  enforced(`${AT}/images.ts`, /^DeprecationStatus\.replacement$/),
  enforced(`${AT}/images.ts`, /^Image\.(?:rawDisk\.source|sourceImage|sourceSnapshot)$/, /must provide/),
  enforced(`${AT}/new-disk.ts`, /^Disk\.sourceMachineImageDiskDeviceName$/),
  left(
    'Smaller ones are made all the same: Kubernetes has many of 1 GB.',
    /^AttachedDiskInitializeParams\.diskSizeGb$/,
  ),
  enforced(`${AT}/new-disk.ts`, /^Disk\.sizeGb$/, /less than the size of the source/),
  enforced('collections/settings.ts', /^SnapshotSettingsStorageLocationSettings\.policy$/),
  left(
    'What licenses say of one another is kept and not looked at.',
    /^License\.(?:incompatibleLicenses|requiredCoattachedLicenses)$/,
  ),
];
