import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parsePath, projectOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { checkStaticAddress, completeAccessConfig, withAddress } from './access-configs.ts';
import { completeAliasRanges } from './alias-ip-ranges.ts';
import { regionOfZone } from '../geography.ts';
import { completeIpv6 } from './ipv6-addresses.ts';
import type { InstancePlace } from './instance-place.ts';
import { parseIp, parseIpRange } from '../networking/ip-range.ts';
import { takeAddress } from '../networking/subnetworks.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { find, findLinked } from '../../wire/find.ts';

type NetworkInterface = Resource<'NetworkInterface'>;

/** The interfaces of a new instance: networks found, addresses taken. */
export function completeInterfaces(
  interfaces: readonly NetworkInterface[] = [],
  place: InstancePlace,
): readonly NetworkInterface[] {
  if (interfaces.length === 0) {
    throw invalid('resource.networkInterfaces', '', 'At least one network interface is required.');
  }
  return interfaces.map((nic, index) =>
    completeDraft({ kind: KIND, name: `nic${index}`, ...nic }, `resource.networkInterfaces[${index}]`, place),
  );
}

/** @param field where the interface is, as messages name it */
export const completeInterface = (sent: NetworkInterface, field: string, place: InstancePlace): NetworkInterface =>
  completeDraft({ kind: KIND, ...sent }, field, place);

const KIND = 'compute#networkInterface';

function completeDraft(nic: Draft<NetworkInterface>, field: string, place: InstancePlace): NetworkInterface {
  const { project, transaction } = place;
  nic.stackType ??= 'IPV4_ONLY';
  nic.fingerprint = transaction.newFingerprint();
  const subnetwork = findSubnetwork(nic, field, place);
  completeIpv6(nic, subnetwork, field, transaction);
  if (subnetwork !== undefined && nic.stackType !== 'IPV6_ONLY') {
    if (nic.networkIP !== undefined) checkAddress(nic.networkIP, subnetwork, field, transaction);
    else nic.networkIP = takeAddress(subnetwork, transaction);
  }
  if (subnetwork !== undefined && (nic.aliasIpRanges ?? []).length > 0) {
    const instance = `${place.scope}/instances/${place.name}`;
    nic.aliasIpRanges = completeAliasRanges(nic, subnetwork, field, instance, transaction);
  }
  const configs = nic.accessConfigs ?? [];
  if (configs.length > 1) {
    throw invalid(`${field}.accessConfigs`, nic.accessConfigs, 'At most one access config currently supported.');
  }
  if (configs.length === 0) {
    if (nic.accessConfigs !== undefined) delete nic.accessConfigs;
  } else {
    for (const [at, config] of configs.entries()) {
      checkStaticAddress(config, place.scope, `${field}.accessConfigs[${at}]`, transaction);
    }
    nic.accessConfigs = configs.map((config) =>
      withAddress(completeAccessConfig(config, project, transaction), transaction),
    );
  }
  return nic;
}

/** Path of the subnetwork the interface is in, which is written down with its network; a legacy network has none. */
function findSubnetwork(
  nic: Draft<NetworkInterface>,
  field: string,
  { project, scope, transaction }: InstancePlace,
): string | undefined {
  const region = regionOfZone(nameOf(scope));
  const attachment = findLinked(transaction, 'networkAttachments', nic.networkAttachment)?.resource;
  // It is in a network of who owns the attachment, which it does not name.
  if (attachment !== undefined && nic.subnetwork === undefined && nic.network === undefined) {
    return pathOf(attachment.subnetworks?.[0] ?? '');
  }
  if (nic.subnetwork === undefined) {
    nic.network ??= linkOf(`projects/${project}/global/networks/default`);
    const network = pathOf(nic.network) ?? '';
    const path = `projects/${projectOf(network)}/regions/${region}/subnetworks/${nameOf(network)}`;
    const isAuto = find(transaction, 'networks', network)?.resource.autoCreateSubnetworks;
    if (isAuto === false) {
      throw invalid(field, nic, 'Subnetwork should be specified for custom subnetmode network');
    }
    if (find(transaction, 'subnetworks', path) === undefined) return undefined;
    nic.subnetwork = linkOf(path);
    return path;
  }
  const path = pathOf(nic.subnetwork) ?? '';
  if (parsePath(path).location !== region) {
    // The words are those of Dataflow's guide to errors.
    throw invalid(`${field}.subnetwork`, nic.subnetwork, 'Instance must be in the same region as the subnetwork.');
  }
  nic.network ??= find(transaction, 'subnetworks', path)?.resource.network;
  return path;
}

function checkAddress(address: string, subnetwork: string, field: string, transaction: Transaction): void {
  const range = parseIpRange(find(transaction, 'subnetworks', subnetwork)?.resource.ipCidrRange ?? '');
  const number = parseIp(address);
  if (range === undefined || (number !== undefined && number >= range.first && number <= range.last)) return;
  const explanation = 'Requested internal IP address is outside the subnetwork CIDR range.';
  throw invalid(`${field}.networkIP`, address, explanation);
}
