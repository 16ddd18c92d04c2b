import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { checkLabels } from '../labels.ts';
import { checkMetadata } from '../metadata.ts';
import { completeAccessConfig } from './access-configs.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { checkMachineTypeName } from './machine-types.ts';
import { checkAffinity } from './reservation-consumption.ts';
import { checkDistinctSubnetworks } from './distinct-subnetworks.ts';
import { completeScheduling } from './scheduling.ts';
import { checkTags } from './tags.ts';
import { propertiesOfInstance } from './template-of-instance.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type InstanceTemplate = Resource<'InstanceTemplate'>;
type Properties = Resource<'InstanceProperties'>;
type NetworkInterface = Resource<'NetworkInterface'>;

/** What a template says is kept as it was sent, for the zone where it will be used is not known yet (observed). */
function complete(draft: Draft<InstanceTemplate>, { call, transaction }: WriteContext<InstanceTemplate>): void {
  draft.description ??= '';
  const properties: Draft<Properties> = {
    ...(draft.sourceInstance === undefined ? {} : propertiesOfInstance(draft, transaction)),
    ...draft.properties,
  };
  checkProperties(properties);
  properties.disks = (properties.disks ?? []).map(completeDisk);
  const sent = properties.networkInterfaces ?? [];
  properties.networkInterfaces = sent.map((nic, index) => completeInterface(nic, index, call.project, transaction));
  checkDistinctSubnetworks(sent, properties.networkInterfaces, 'resource.properties.networkInterfaces');
  properties.scheduling = completeScheduling(
    properties.scheduling,
    nameOf(properties.machineType ?? ''),
    'resource.properties.scheduling',
  );
  const { fingerprint: _, ...metadata } = properties.metadata ?? {};
  properties.metadata = { kind: 'compute#metadata', ...metadata, fingerprint: transaction.newFingerprint() };
  draft.properties = properties;
}

/** That a disk type is a mere name here is documented, and in the words that Terraform's provider tells of. */
function checkProperties(properties: Properties): void {
  const { machineType = '' } = properties;
  const field = 'resource.properties.machineType';
  if (machineType === '') throw required(field);
  checkMachineTypeName(field, machineType, machineType);
  checkTags(properties.tags, 'resource.properties.tags');
  checkAffinity(properties.reservationAffinity ?? {}, 'resource.properties.reservationAffinity');
  checkMetadata(properties.metadata, 'resource.properties.metadata');
  checkLabels(properties.labels, 'resource.properties.labels');
  if ((properties.disks ?? []).length === 0) {
    throw invalid('resource.properties.disks', '', 'No disks are specified.');
  }
  for (const [index, { initializeParams }] of (properties.disks ?? []).entries()) {
    const { diskType = '' } = initializeParams ?? {};
    if (!diskType.includes('/')) continue;
    const explanation = `DiskType '${diskType}' must be a valid resource name (not an url).`;
    throw invalid(`resource.properties.disks[${index}].initializeParams.diskType`, diskType, explanation);
  }
  if ((properties.networkInterfaces ?? []).length === 0) {
    throw invalid('resource.properties.networkInterfaces', '', 'At least one network interface is required.');
  }
}

const completeDisk = (disk: Resource<'AttachedDisk'>, index: number): Resource<'AttachedDisk'> => ({
  kind: 'compute#attachedDisk',
  type: 'PERSISTENT',
  mode: 'READ_WRITE',
  deviceName: `persistent-disk-${index}`,
  ...disk,
  index,
});

function completeInterface(
  sent: NetworkInterface,
  index: number,
  project: string,
  transaction: Transaction,
): NetworkInterface {
  const nic: Draft<NetworkInterface> = { kind: 'compute#networkInterface', name: `nic${index}`, ...sent };
  if (nic.subnetwork === undefined && nic.networkAttachment === undefined)
    nic.network ??= linkOf(`projects/${project}/global/networks/default`);
  if (nic.accessConfigs !== undefined) {
    nic.accessConfigs = nic.accessConfigs.map((config) => completeAccessConfig(config, project, transaction));
  }
  return nic;
}

export const instanceTemplates: Collection = defineCollection({
  name: 'instanceTemplates',
  collections: ['instanceTemplates', 'regionInstanceTemplates'],
  body: { optional: ['Metadata.items.value'] },
  references: { 'InstanceTemplate.sourceInstance': { to: ['instances'], isWeak: true, missing: 'invalid' } },
  lifecycle: { complete },
  operations: { types: { insert: 'compute.instanceTemplates.insert' } },
  evidence: {
    assumed: { insert: 'Regional templates are completed as global ones, which are recorded.' },
  },
});
