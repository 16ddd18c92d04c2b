import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, notSimulated, required } from '../../kernel/refusal.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { completeAccessConfig } from './access-configs.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { isMachineType } from './machine-types.ts';
import { completeScheduling } from './scheduling.ts';

/** What a template says is kept as it was sent, for the zone where it will be used is not known yet (observed). */
function complete(draft: JsonDraft, { call, transaction }: WriteContext): void {
  if (draft.sourceInstance !== undefined) throw notSimulated('An instance template made from an instance');
  draft.description ??= '';
  const properties: JsonDraft = { ...asObject(draft.properties) };
  checkProperties(properties);
  properties.disks = asArray(properties.disks).map(completeDisk);
  properties.networkInterfaces = asArray(properties.networkInterfaces).map((nic, index) =>
    completeInterface(asObject(nic), index, call.project, transaction),
  );
  properties.scheduling = completeScheduling(asObject(properties.scheduling), 'resource.properties.scheduling');
  const { fingerprint: _, ...metadata } = asObject(properties.metadata);
  properties.metadata = { kind: 'compute#metadata', ...metadata, fingerprint: transaction.newFingerprint() };
  draft.properties = properties;
}

function checkProperties(properties: JsonObject): void {
  const machineType = asString(properties.machineType);
  const field = 'resource.properties.machineType';
  if (machineType === '') throw required(field);
  if (!isMachineType(machineType)) {
    throw invalid(field, machineType, `Machine type with name '${machineType}' does not exist.`);
  }
  if (asArray(properties.disks).length === 0) {
    throw invalid('resource.properties.disks', '', 'No disks are specified.');
  }
  if (asArray(properties.networkInterfaces).length === 0) {
    throw invalid('resource.properties.networkInterfaces', '', 'At least one network interface is required.');
  }
}

const completeDisk = (disk: Json, index: number): JsonObject => ({
  kind: 'compute#attachedDisk',
  type: 'PERSISTENT',
  mode: 'READ_WRITE',
  deviceName: `persistent-disk-${index}`,
  ...asObject(disk),
  index,
});

function completeInterface(sent: JsonObject, index: number, project: string, transaction: Transaction): JsonObject {
  const nic: JsonDraft = { kind: 'compute#networkInterface', name: `nic${index}`, ...sent };
  if (nic.subnetwork === undefined) nic.network ??= linkOf(`projects/${project}/global/networks/default`);
  if (nic.accessConfigs !== undefined) {
    nic.accessConfigs = asArray(nic.accessConfigs).map((config) =>
      completeAccessConfig(asObject(config), project, transaction),
    );
  }
  return nic;
}

export const instanceTemplates: Collection = defineCollection({
  name: 'instanceTemplates',
  collections: ['instanceTemplates', 'regionInstanceTemplates'],
  lifecycle: { complete },
  operations: { types: { insert: 'compute.instanceTemplates.insert' } },
});
