import { invalid, Refusal } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { checkLabels } from '../labels.ts';
import { regionOfZone } from '../geography.ts';
import { sizesOf } from './disk-types.ts';

type Disk = Resource<'Disk'>;

/** How a field of a disk is called in the request that makes it. */
export type FieldOf = (field: string) => string;

/** Of one that says itself what it is. */
export const ofResource: FieldOf = (field) => `resource.${field}`;

/** IOPS that can be provisioned for a disk of so many GB, by its type (documented); other types take none. */
const IOPS: Readonly<Record<string, (sizeGb: number) => readonly [least: number, most: number]>> = {
  'hyperdisk-balanced': (sizeGb) => [Math.min(3000, 500 * sizeGb), Math.min(160_000, 500 * sizeGb)],
  'hyperdisk-balanced-high-availability': (sizeGb) => [Math.min(3000, 500 * sizeGb), Math.min(100_000, 500 * sizeGb)],
  'hyperdisk-extreme': (sizeGb) => [2 * sizeGb, Math.min(350_000, 1000 * sizeGb)],
  'pd-extreme': () => [10_000, 120_000],
};

/**
 * What a balanced hyperdisk of so many GB can do when nobody says so; small ones can do no more than they must (a report
 * on the resizing of one).
 */
export function completePerformance(disk: Draft<Disk>, type: string): void {
  if (type !== 'hyperdisk-balanced') return;
  const size = Number(disk.sizeGb);
  if (isUnset(disk.provisionedIops)) disk.provisionedIops = String(Math.min(500 * size, 3000 + 6 * size, 160_000));
  if (isUnset(disk.provisionedThroughput)) {
    const most = Math.floor(Number(disk.provisionedIops) / 4);
    disk.provisionedThroughput = String(Math.min(140 + Math.floor(1.5 * size), most, 2400));
  }
}

/** Zero is how some clients leave a number out. */
const isUnset = (value: string | undefined): boolean => value === undefined || value === '0';

/** @throws Refusal for a disk that there cannot be */
export function checkDisk(disk: Disk, scope: string, fieldOf: FieldOf): void {
  const type = nameOf(disk.type ?? '');
  if (disk.labels !== undefined) checkLabels(disk.labels, fieldOf('labels'));
  checkSize(disk, scope, type, fieldOf);
  checkIops(disk, type, fieldOf);
  checkThroughput(disk, type, fieldOf);
  checkReplicaZones(disk, scope, fieldOf);
  checkBlockSize(disk, fieldOf);
  if (disk.accessMode !== undefined && !type.startsWith('hyperdisk-')) {
    throw invalid(fieldOf('accessMode'), disk.accessMode, `The access mode is not supported for disk type '${type}'.`);
  }
}

/**
 * Persistent disks of less than their type's least size are made all the same: Kubernetes has many of 1 GB. The words for one that is
 * too small are of a report, those for one that is too large are made after them.
 */
function checkSize({ sizeGb }: Disk, scope: string, type: string, fieldOf: FieldOf): void {
  const sizes = sizesOf(scope, type);
  if (sizes === undefined || sizeGb === undefined) return;
  const [least, most] = sizes;
  const size = Number(sizeGb);
  const isSmall = type.startsWith('hyperdisk-') ? size < least : size < 1;
  if (!isSmall && size <= most) return;
  const [bound, limit] = isSmall ? ['smaller', least] : ['larger', most];
  throw invalid(fieldOf('sizeGb'), sizeGb, `Disk size cannot be ${bound} than ${limit} GB for disk type ${type}.`);
}

function checkIops({ provisionedIops, sizeGb }: Disk, type: string, fieldOf: FieldOf): void {
  if (provisionedIops === undefined || isUnset(provisionedIops)) return;
  const range = Object.hasOwn(IOPS, type) ? IOPS[type]?.(Number(sizeGb)) : undefined;
  if (range === undefined) {
    const explanation = `Provisioned IOPS are not supported for disk type '${type}'.`;
    throw invalid(fieldOf('provisionedIops'), provisionedIops, explanation);
  }
  const [least, most] = range;
  // The words are of a report on the lower limit.
  if (Number(provisionedIops) < least) throw badRequest(`Requested provisioned IOPS cannot be smaller than ${least}.`);
  if (Number(provisionedIops) > most) throw badRequest(`Requested provisioned IOPS cannot be larger than ${most}.`);
}

/** Types of which throughput can be provisioned (documented). */
const WITH_THROUGHPUT = new Set([
  'hyperdisk-balanced',
  'hyperdisk-balanced-high-availability',
  'hyperdisk-ml',
  'hyperdisk-throughput',
]);

function checkThroughput({ provisionedThroughput }: Disk, type: string, fieldOf: FieldOf): void {
  if (provisionedThroughput === undefined || isUnset(provisionedThroughput)) return;
  if (!WITH_THROUGHPUT.has(type)) {
    const explanation = `Provisioned throughput is not supported for disk type '${type}'.`;
    throw invalid(fieldOf('provisionedThroughput'), provisionedThroughput, explanation);
  }
  if (Number(provisionedThroughput) < 1) {
    throw invalid(fieldOf('provisionedThroughput'), provisionedThroughput, 'Must be greater than or equal to 1.');
  }
}

/** The size that the API's text knows, and the one that disks could have besides it before. */
const BLOCK_SIZES = ['4096', '16384'];

function checkBlockSize({ physicalBlockSizeBytes: size }: Disk, fieldOf: FieldOf): void {
  if (size === undefined || isUnset(size) || BLOCK_SIZES.includes(size)) return;
  throw invalid(fieldOf('physicalBlockSizeBytes'), size, `The supported values are: ${BLOCK_SIZES.join(', ')}.`);
}

const badRequest = (message: string): Refusal => new Refusal(400, 'badRequest', message);

function checkReplicaZones({ replicaZones }: Disk, scope: string, fieldOf: FieldOf): void {
  if (replicaZones === undefined) return;
  const field = fieldOf('replicaZones');
  const { scopeKind, location } = parseScope(scope);
  if (scopeKind !== 'regions')
    throw invalid(field, replicaZones, 'Replica zones are only applicable for regional disks.');
  const zones = new Set(replicaZones.map(nameOf));
  if (zones.size !== 2 || replicaZones.length !== 2) {
    throw invalid(field, replicaZones, 'Exactly two replica zones must be specified.');
  }
  for (const zone of zones) {
    if (regionOfZone(zone) === location) continue;
    throw invalid(field, zone, `The replica zone must be in region '${location}'.`);
  }
}
