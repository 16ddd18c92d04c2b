import { invalid, invalidUsage, notFound, Refusal } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { MachineSeries } from '../machine-series.ts';
import { seriesNameOf, seriesOf } from '../machine-series.ts';
import { bundledAccelerator, machineShape } from '../machine-shapes.ts';
import { goesWith, mostAccelerators } from './accelerator-types.ts';
import { architectureOf } from './machine-types.ts';
import { own } from '../../kernel/own.ts';

type Instance = Resource<'Instance'>;
type AttachedDisk = Resource<'AttachedDisk'>;

/** What the service says in plain words, with no field named. */
const badRequest = (message: string): Refusal => new Refusal(400, 'badRequest', message);

const incompatible = (feature: string, machine: string): Refusal =>
  badRequest(`[${feature}, ${machine}] features are not compatible for creating instance.`);

/** What a machine cannot have together. @throws Refusal, in the words of reports */
export function checkMachine(instance: Instance, transaction: Transaction): void {
  const machine = nameOf(instance.machineType ?? '');
  const series = seriesOf(machine);
  checkMaintenance(instance, machine, series);
  checkAccelerators(instance, machine);
  checkPlatform(instance, machine, series);
  checkLocalSsds(instance.disks ?? [], machine, series);
  for (const disk of instance.disks ?? []) checkDisk(disk, machine, transaction, series);
  checkInterfaces(instance, machine);
}

function checkAccelerators({ guestAccelerators = [], scheduling }: Instance, machine: string): void {
  const added = guestAccelerators.filter(({ acceleratorCount }) => acceleratorCount !== 0);
  for (const [index, { acceleratorType = '', acceleratorCount = 0 }] of added.entries()) {
    const most = mostAccelerators(acceleratorType);
    if (most === undefined) throw notFound(pathOf(acceleratorType) ?? acceleratorType);
    if (!goesWith(acceleratorType, acceleratorCount, machine)) throw incompatible(nameOf(acceleratorType), machine);
    // 1, 2, 4 and so on (documented).
    if (acceleratorCount <= most && Number.isInteger(Math.log2(acceleratorCount))) continue;
    const field = `resource.guestAccelerators[${index}].acceleratorCount`;
    throw invalid(field, acceleratorCount, `Must be a power of 2, and at most ${most}.`);
  }
  const hasSome = added.length > 0 || bundledAccelerator(machine) !== undefined;
  if (hasSome && scheduling?.onHostMaintenance !== 'TERMINATE') {
    throw badRequest('Instances with guest accelerators do not support live migration.');
  }
}

/** Platforms that machines of a series can run on; others run on one alone. */
const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  m1: ['Intel Broadwell', 'Intel Skylake'],
  n1: ['Intel Sandy Bridge', 'Intel Ivy Bridge', 'Intel Haswell', 'Intel Broadwell', 'Intel Skylake'],
  n2: ['Intel Cascade Lake', 'Intel Ice Lake'],
  n2d: ['AMD Rome', 'AMD Milan'],
};

/** @throws Refusal for a platform that machines of the series never have (documented); the words are of reports */
function checkPlatform({ minCpuPlatform }: Instance, machine: string, series: MachineSeries | undefined): void {
  const required = series?.cpuPlatform;
  if (minCpuPlatform === undefined || required === undefined || minCpuPlatform === required) return;
  const platforms = own(PLATFORMS, seriesNameOf(machine));
  if (platforms?.includes(minCpuPlatform) === true) return;
  if (seriesNameOf(machine) === 'n1') {
    const options = platforms?.join(', ') ?? '';
    const explanation = `CPU platform unavailable in requested zone. Valid options for this zone are: ${options}.`;
    throw invalid('resource.minCpuPlatform', minCpuPlatform, explanation);
  }
  const needed = `The selected machine type (${machine}) has a required CPU platform of ${platformWord(required)}.`;
  throw badRequest(`${needed} The minimum CPU platform must match this, but was ${platformWord(minCpuPlatform)}.`);
}

/** How a platform is called in that message: `cascadelake`. */
const platformWord = (platform: string): string =>
  platform
    .replace(/^(?:Intel|AMD|Google|Ampere) /, '')
    .replaceAll(' ', '')
    .toLowerCase();

function checkMaintenance({ scheduling = {} }: Instance, machine: string, series: MachineSeries | undefined): void {
  const { onHostMaintenance, preemptible, provisioningModel } = scheduling;
  if (onHostMaintenance !== 'TERMINATE' && series?.neverMigrates === true) {
    const explanation = `Scheduling must have onHostMaintenance be one of the following valid types: [TERMINATE]. But was ${onHostMaintenance ?? ''}`;
    // That the value which is wanted is quoted as the wrong one is so in reports.
    throw invalid('resource.scheduling.onHostMaintenance', 'TERMINATE', explanation);
  }
  if (onHostMaintenance !== 'TERMINATE' || series?.alwaysMigrates !== true) return;
  if (preemptible === true || provisioningModel !== 'STANDARD') return;
  throw badRequest(
    `${seriesNameOf(machine)} instances do not support onHostMaintenance=TERMINATE unless they are preemptible.`,
  );
}

/** What a local SSD holds where nobody says how much; others come in other numbers. */
const LOCAL_SSD_GB = '375';
/** What local SSDs hold (documented): the large ones are of machines for storage. */
const LOCAL_SSD_SIZES = [LOCAL_SSD_GB, '3000', '6000'];

function checkLocalSsds(disks: readonly AttachedDisk[], machine: string, series: MachineSeries | undefined): void {
  const ssds = disks.filter(({ type }) => type === 'SCRATCH');
  if (ssds.length === 0) return;
  for (const { diskSizeGb = LOCAL_SSD_GB, index } of ssds) {
    if (LOCAL_SSD_SIZES.includes(diskSizeGb)) continue;
    const field = `resource.disks[${index ?? 0}].diskSizeGb`;
    throw invalid(field, diskSizeGb, `A local SSD holds one of: ${LOCAL_SSD_SIZES.join(', ')} GB.`);
  }
  const counts = series?.localSsds?.(machineShape(machine)?.guestCpus ?? 0);
  if (counts === undefined) return;
  if (counts.length === 1) throw incompatible('local-ssd', machine);
  if (counts.includes(ssds.length) || ssds.some(({ diskSizeGb }) => diskSizeGb !== LOCAL_SSD_GB)) return;
  const explanation = `should be one of [${counts.join(', ')}], while [${ssds.length}] is requested.`;
  throw badRequest(`Number of local SSDs for an instance of type ${machine} ${explanation}`);
}

/** @throws Refusal for a disk that a machine of that type cannot have */
export function checkDisk(
  attached: AttachedDisk,
  machine: string,
  transaction: Transaction,
  series: MachineSeries | undefined = seriesOf(machine),
): void {
  const disk = findLinked(transaction, 'disks', attached.source)?.resource;
  if (disk === undefined) return;
  const type = nameOf(disk.type ?? '');
  if (!takesDisk(series, type)) {
    throw badRequest(`${type} disk type cannot be used by ${machine} machine type.`);
  }
  const architecture = architectureOf(machine);
  if (attached.boot !== true || disk.architecture === undefined || disk.architecture === architecture) return;
  const boot = `Requested boot disk architecture (${disk.architecture})`;
  throw invalidUsage(`${boot} is not compatible with machine type architecture (${architecture}).`);
}

/** Whether machines of a series can have disks of a type. @param diskType name */
const takesDisk = (series: MachineSeries | undefined, diskType: string): boolean =>
  series?.withoutDisks.some((prefix) => diskType.startsWith(prefix)) !== true;

/** The type of a disk that comes with a machine when nobody says of which it should be. */
export function defaultDiskType(machine: string): string {
  const series = seriesOf(machine);
  return DEFAULT_TYPES.find((type) => takesDisk(series, type)) ?? 'pd-standard';
}

const DEFAULT_TYPES = ['pd-standard', 'pd-balanced', 'hyperdisk-balanced'];

const LEAST_INTERFACES = 2;
const MOST_INTERFACES = 10;

/** An interface for each CPU, but two in any case (documented); those in a VLAN of another do not count. */
function checkInterfaces({ networkInterfaces = [] }: Instance, machine: string): void {
  if (networkInterfaces.length <= LEAST_INTERFACES) return;
  const most = Math.min(Math.max(machineShape(machine)?.guestCpus ?? 0, LEAST_INTERFACES), MOST_INTERFACES);
  const count = networkInterfaces.filter(({ parentNicName }) => parentNicName === undefined).length;
  if (count <= most) return;
  const explanation = `Too many network interfaces. The maximum number of network interfaces allowed for this machine type is ${most}.`;
  throw invalid('resource.networkInterfaces', '', explanation);
}
