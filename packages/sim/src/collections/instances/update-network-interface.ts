import { checkFingerprint } from '../../kernel/fingerprint.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';
import { completeAliasRanges } from './alias-ip-ranges.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { checkDistinctSubnetworks } from './distinct-subnetworks.ts';
import { completeIpv6 } from './ipv6-addresses.ts';
import { completeInterface } from './network-interfaces.ts';
import { onInterface } from './on-interface.ts';

type Instance = Resource<'Instance'>;
type NetworkInterface = Resource<'NetworkInterface'>;
type Change = Sent<NetworkInterface>;

/** What an interface has of IPv6. */
const OF_IPV6 = ['internalIpv6PrefixLength', 'ipv6AccessConfigs', 'ipv6AccessType', 'ipv6Address'] as const;

/** What an interface can change while it is where it is. */
const CHANGEABLE = ['aliasIpRanges', 'igmpQuery', 'ipv6AccessConfigs', 'queueCount', 'stackType'] as const;

function setOrClear<Field extends (typeof CHANGEABLE)[number]>(
  nic: Draft<NetworkInterface>,
  field: Field,
  value: Change[Field],
): void {
  if (value === undefined) return;
  if (value === null || (Array.isArray(value) && value.length === 0)) delete nic[field];
  else nic[field] = value;
}

/** Changes an interface where it is, or moves it to another network or subnetwork. */
const changeInterface: Verb<Change, Instance> = onInterface((nic, call, transaction) => {
  const { body } = call;
  checkFingerprint(body.fingerprint, nic, {
    field: 'fingerprint',
    isRequired: true,
    message: 'Invalid fingerprint.',
  });
  const draft: Draft<NetworkInterface> = { ...nic };
  for (const field of CHANGEABLE) setOrClear(draft, field, body[field]);
  if (isElsewhere('network', nic, body) || isElsewhere('subnetwork', nic, body)) return moved(draft, call, transaction);
  if (isElsewhere('networkIP', nic, body)) {
    const explanation = 'Another address can be chosen only together with another network or subnetwork.';
    throw invalid('resource.networkIP', body.networkIP, explanation);
  }
  const subnetwork = pathOf(nic.subnetwork ?? '');
  if (subnetwork === undefined) return draft;
  if (draft.aliasIpRanges !== undefined) {
    draft.aliasIpRanges = completeAliasRanges(draft, subnetwork, 'resource', call.path, transaction);
  }
  if (draft.stackType === 'IPV4_ONLY') for (const field of OF_IPV6) delete draft[field];
  else completeIpv6(draft, subnetwork, 'resource', transaction);
  return draft;
});

const isElsewhere = (field: 'network' | 'networkIP' | 'subnetwork', nic: NetworkInterface, body: Change): boolean =>
  (body[field] ?? '') !== '' && body[field] !== nic[field];

/**
 * The interface in another subnetwork, where it has a new address unless one is chosen. What it had of IPv6 was out of the
 * former subnetwork, and its external address stays. That it is done to a stopped instance alone is in the guide that the method's
 * text names; the address, in the manual of gcloud; how Terraform's provider calls it, in its tests.
 */
function moved(nic: Draft<NetworkInterface>, { body, path, project, scope }: Call<Change>, transaction: Transaction) {
  const { status } = find(transaction, 'instances', path)?.resource ?? {};
  if (status !== 'TERMINATED') {
    const explanation = `The instance is ${status ?? ''}, and must be stopped before its interface moves to another network.`;
    throw invalid('instance', path, explanation);
  }
  const { accessConfigs, network: _, networkIP: __, subnetwork: ___, ...kept } = nic;
  for (const field of OF_IPV6) if (body[field] === undefined) delete kept[field];
  const place: Draft<NetworkInterface> = {};
  for (const field of ['network', 'networkIP', 'subnetwork'] as const) {
    const sent = body[field] ?? '';
    if (sent !== '') place[field] = sent;
  }
  const completed = completeInterface({ ...kept, ...place }, 'resource', {
    project,
    scope,
    transaction,
    name: nameOf(path),
  });
  return accessConfigs === undefined ? completed : { ...completed, accessConfigs };
}

/** As changed, an instance is held to what one that is made with such interfaces is. */
export const updateNetworkInterface: Verb<Change, Instance> = (call, transaction) => {
  const outcome = changeInterface(call, transaction);
  if (!('write' in outcome)) return outcome;
  const { networkInterfaces = [] } = outcome.write.resource;
  checkDistinctSubnetworks(networkInterfaces, networkInterfaces, 'resource.networkInterfaces');
  return outcome;
};
