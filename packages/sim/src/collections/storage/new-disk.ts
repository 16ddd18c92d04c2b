import { alreadyExists, invalid, notReady, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Referable, Resource } from '../../wire/wire.ts';
import { checkLabelName } from '../label-name.ts';
import { regionOf } from '../region-of.ts';
import { serviceMade } from '../service-made.ts';
import { checkLinks } from './disk-links.ts';
import type { FieldOf } from './disk-rules.ts';
import { checkDisk, completePerformance } from './disk-rules.ts';
import { copySource, findSource } from './disk-source.ts';
import { defaultSizeOf } from './disk-types.ts';
import { hideEncryptionKeys } from './encryption-keys.ts';

type Disk = Resource<'Disk'>;

/** Where a disk is made, and how the request that makes it calls its fields. */
export interface DiskPlace {
  readonly transaction: Transaction;
  /** `projects/p/zones/z`, or a region for a disk in two zones. */
  readonly scope: string;
  readonly project: string;
  readonly fieldOf: FieldOf;
  /** Of which type it is when nobody says so. */
  readonly defaultType?: string;
}

/** Fills what the service fills in a new disk, and checks it. @throws Refusal for a disk that cannot be made */
export function completeNewDisk(draft: Draft<Disk>, place: DiskPlace): void {
  const { transaction, scope, project, fieldOf } = place;
  hideEncryptionKeys(draft, fieldOf);
  draft.status = 'READY';
  draft.physicalBlockSizeBytes ??= '4096';
  draft.enableConfidentialCompute ??= false;
  const type = nameOf(draft.type ?? place.defaultType ?? 'pd-standard');
  const defaultSize = defaultSizeOf(scope, type);
  if (defaultSize === undefined) {
    throw invalid(fieldOf('type'), draft.type, 'The referenced diskType resource cannot be found.');
  }
  if (type === 'local-ssd') throw invalid(fieldOf('type'), draft.type, 'Cannot create local SSD as persistent disk.');
  // Google's samples of secondary disks name the type of the primary disk's place.
  draft.type = linkOf(`${scope}/diskTypes/${type}`);
  checkOneSource(draft);
  if ((draft.sourceMachineImageDiskDeviceName ?? '') !== '' && (draft.sourceMachineImage ?? '') === '') {
    throw required(fieldOf('sourceMachineImage'));
  }
  const source = findSource(draft, project, transaction, fieldOf);
  const architecture = source?.resource.architecture;
  if (architecture !== undefined && draft.architecture !== undefined && draft.architecture !== architecture) {
    const explanation = `Requested architecture must be the same as the source resource architecture (${architecture}).`;
    throw invalid(fieldOf('architecture'), draft.architecture, explanation);
  }
  if (source !== undefined) copySource(source, draft);
  draft.sizeGb ??= source?.sizeGb ?? defaultSize;
  if (source !== undefined && Number(draft.sizeGb) < Number(source.sizeGb)) {
    const explanation = `Requested disk size cannot be smaller than the ${source.kind} size (${source.sizeGb} GB)`;
    throw invalid(fieldOf('sizeGb'), draft.sizeGb, explanation);
  }
  completePerformance(draft, type);
  checkDisk(draft, scope, fieldOf);
  checkLinks(draft, scope, fieldOf, transaction);
}

const SOURCES = ['sourceImage', 'sourceSnapshot', 'sourceInstantSnapshot', 'sourceDisk'] as const;

/** @throws Refusal for a disk that is to be made of two things at once */
function checkOneSource(disk: Disk): void {
  let count = 0;
  for (const field of SOURCES) if ((disk[field] ?? '') !== '') count++;
  if (count < 2) return;
  const named = SOURCES.filter((field) => (disk[field] ?? '') !== '');
  throw invalid('resource', '', `Only one of ${named.join(' and ')} can be specified.`);
}

/** Makes the disk that comes with something else as its own insert would. @returns its path */
export function makeDisk(fields: Disk, place: DiskPlace): string {
  const { transaction, scope } = place;
  const path = `${scope}/disks/${fields.name ?? ''}`;
  if (find(transaction, 'disks', path) !== undefined) throw alreadyExists(path);
  transaction.make(path, { resource: newDisk(path, fields, place) });
  return path;
}

/**
 * A disk that comes with something else, before it is written.
 *
 * @param path where there is none
 * @throws Refusal for a disk that cannot be made
 */
export function newDisk(path: string, fields: Disk, place: DiskPlace): Draft<Disk> {
  const { transaction, scope, fieldOf } = place;
  checkLabelName(fields.name ?? '', fieldOf('name'));
  if (transaction.state.locks.has(path)) throw notReady(path);
  const draft: Draft<Disk> = serviceMade('compute#disk', path, fields, transaction);
  const { scopeKind, location } = parseScope(scope);
  if (scopeKind === 'zones') draft.zone = linkOf(scope);
  else draft.region = linkOf(scope);
  draft.labelFingerprint = transaction.newFingerprint();
  if (draft.resourcePolicies !== undefined) {
    const region = regionOf(scope);
    draft.resourcePolicies = draft.resourcePolicies.map((policy, index) =>
      linked(policy, 'resourcePolicies', `regions/${region}`, `${fieldOf('resourcePolicies')}[${index}]`, place),
    );
  }
  if (draft.storagePool !== undefined) {
    const zone = `zones/${location}`;
    draft.storagePool = linked(draft.storagePool, 'storagePools', zone, fieldOf('storagePool'), place);
  }
  if (draft.licenses !== undefined) {
    draft.licenses = draft.licenses.map((license) => linkOf(referencedPath(license, place.project) ?? license));
  }
  completeNewDisk(draft, place);
  return draft;
}

/** The link that a reference, or a name alone, stands for. @throws Refusal when it leads nowhere */
function linked(
  reference: string,
  collection: Referable & ('resourcePolicies' | 'storagePools'),
  where: string,
  field: string,
  { project, transaction }: DiskPlace,
): string {
  const path = referencedPath(reference, project) ?? `projects/${project}/${where}/${collection}/${reference}`;
  if (find(transaction, collection, path) !== undefined) return linkOf(path);
  const singular = collection === 'storagePools' ? 'storagePool' : 'resourcePolicy';
  throw invalid(field, reference, `The referenced ${singular} resource cannot be found.`);
}
