import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { completeAccessConfig, withAddress } from './access-configs.ts';
import { regionOfZone } from '../geography.ts';
import type { InstancePlace } from './instance-place.ts';
import { parseIpRange } from '../networking/ip-range.ts';
import { takeAddress } from '../networking/subnetworks.ts';

/** The interfaces of a new instance: networks found, addresses taken. */
export function completeInterfaces(sent: Json | undefined, place: InstancePlace): readonly JsonObject[] {
  const interfaces = asArray(sent);
  if (interfaces.length === 0) {
    throw invalid('resource.networkInterfaces', '', 'At least one network interface is required.');
  }
  return interfaces.map((item, index) => completeInterface(asObject(item), index, place));
}

function completeInterface(sent: JsonObject, index: number, place: InstancePlace): JsonObject {
  const { project, transaction } = place;
  const field = `resource.networkInterfaces[${index}]`;
  const nic: JsonDraft = { kind: 'compute#networkInterface', name: `nic${index}`, ...sent };
  nic.stackType ??= 'IPV4_ONLY';
  nic.fingerprint = transaction.newFingerprint();
  const subnetwork = findSubnetwork(nic, field, place);
  if (subnetwork !== undefined) {
    if (nic.networkIP !== undefined) checkAddress(asString(nic.networkIP), subnetwork, field, transaction);
    else nic.networkIP = takeAddress(subnetwork, transaction);
  }
  const configs = asArray(nic.accessConfigs);
  if (configs.length > 1) {
    throw invalid(`${field}.accessConfigs`, nic.accessConfigs, 'At most one access config currently supported.');
  }
  if (configs.length === 0) delete nic.accessConfigs;
  else {
    nic.accessConfigs = configs.map((config) =>
      withAddress(completeAccessConfig(asObject(config), project, transaction), transaction),
    );
  }
  return nic;
}

/** Path of the subnetwork the interface is in, which is written down with its network; a legacy network has none. */
function findSubnetwork(
  nic: JsonDraft,
  field: string,
  { project, scope, transaction }: InstancePlace,
): string | undefined {
  const region = regionOfZone(nameOf(scope));
  if (nic.subnetwork === undefined) {
    nic.network ??= linkOf(`projects/${project}/global/networks/default`);
    const network = pathOf(asString(nic.network)) ?? '';
    const path = `projects/${network.split('/')[1]}/regions/${region}/subnetworks/${nameOf(network)}`;
    const isAuto = transaction.get(network)?.resource.autoCreateSubnetworks;
    if (isAuto === false) {
      throw invalid(field, nic, 'Subnetwork should be specified for custom subnetmode network');
    }
    if (transaction.get(path) === undefined) return undefined;
    nic.subnetwork = linkOf(path);
    return path;
  }
  const path = pathOf(asString(nic.subnetwork)) ?? '';
  if (path.split('/')[3] !== region) {
    throw invalid(`${field}.subnetwork`, nic.subnetwork, `Subnetwork must be in the same region as the instance.`);
  }
  nic.network ??= transaction.get(path)?.resource.network;
  return path;
}

function checkAddress(address: string, subnetwork: string, field: string, transaction: Transaction): void {
  const range = parseIpRange(asString(transaction.get(subnetwork)?.resource.ipCidrRange));
  const number = parseIpRange(`${address}/32`)?.first;
  if (range === undefined || (number !== undefined && number >= range.first && number <= range.last)) return;
  const explanation = 'Requested internal IP address is outside the subnetwork CIDR range.';
  throw invalid(`${field}.networkIP`, address, explanation);
}
