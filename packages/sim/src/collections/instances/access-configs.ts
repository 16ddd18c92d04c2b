import type { Transaction } from '../../kernel/transaction.ts';
import { invalid } from '../../kernel/refusal.ts';
import { isIP } from '../../kernel/node-modules.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { regionOf } from '../region-of.ts';
import { find } from '../../wire/find.ts';
import { allocateExternal } from '../networking/ip-allocation.ts';
import { externalIp, holdersOf, isAddressResource } from '../networking/ip-holders.ts';
import { isInRange } from '../networking/ip-range.ts';
import { defaultNetworkTier } from '../projects/default-network-tier.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type AccessConfig = Resource<'AccessConfig'>;

/** An access config as it is shown, without its address. */
export function completeAccessConfig(sent: AccessConfig, project: string, transaction: Transaction): AccessConfig {
  const config: Draft<AccessConfig> = {
    kind: 'compute#accessConfig',
    name: 'external-nat',
    type: 'ONE_TO_ONE_NAT',
    networkTier: reservedTier(sent.natIP, transaction) ?? defaultNetworkTier(project, transaction),
    ...sent,
  };
  if (config.natIP === '') delete config.natIP;
  checkTier(config, transaction);
  return config;
}

/** Addresses of networks of one's own, which are never external (RFC 1918). */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * An address that is asked for is a static one of the region, free or not (documented). The words are of reports, where it was
 * a name, or an internal address. An external address that nothing here has is taken, though the service refuses one that was
 * given back (a report): recorded requests name static addresses whose making the recordings do not tell.
 *
 * @param scope of the instance, `projects/p/zones/z`
 */
export function checkStaticAddress(
  { natIP: address = '' }: AccessConfig,
  scope: string,
  field: string,
  transaction: Transaction,
): void {
  if (address === '') return;
  const region = regionOf(scope);
  const holders = holdersOf(externalIp(address), transaction.state);
  if (holders.some((holder) => isAddressResource(holder) && parseScope(holder).location === region)) return;
  if (holders.length === 0 && isExternal(address)) return;
  const explanation = `The specified external IP address '${address}' was not found in region '${region ?? ''}'.`;
  throw invalid(`${field}.natIP`, address, explanation);
}

const isExternal = (address: string): boolean =>
  isIP(address) === 4 && !PRIVATE_RANGES.some((range) => isInRange(address, range));

/** A static address and the access config that has it are of one tier (documented). */
function checkTier({ natIP, networkTier }: AccessConfig, transaction: Transaction): void {
  const tier = reservedTier(natIP, transaction);
  if (tier === undefined || tier === networkTier) return;
  const explanation = `The network tier of external IP is ${tier}, that of Access Config must be the same.`;
  throw invalid('resource.networkTier', networkTier, explanation);
}

/** The tier of the address resource that has an external address. */
function reservedTier(address: string | undefined, transaction: Transaction): AccessConfig['networkTier'] {
  if (address === undefined || address === '') return undefined;
  const holders = holdersOf(externalIp(address), transaction.state);
  return find(transaction, 'addresses', holders.find(isAddressResource))?.resource.networkTier;
}

/** An access config of a running instance: one without an address of its own gets one for the time it runs. */
export const withAddress = (config: AccessConfig, transaction: Transaction): AccessConfig =>
  config.natIP === undefined ? { ...config, natIP: allocateExternal(transaction) } : config;
