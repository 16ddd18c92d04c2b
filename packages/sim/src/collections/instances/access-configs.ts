import type { Transaction } from '../../kernel/transaction.ts';
import { allocateExternal } from '../networking/ip-allocation.ts';
import { defaultNetworkTier } from '../projects/default-network-tier.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type AccessConfig = Resource<'AccessConfig'>;

/** An access config as it is shown, without its address. */
export function completeAccessConfig(sent: AccessConfig, project: string, transaction: Transaction): AccessConfig {
  const config: Draft<AccessConfig> = {
    kind: 'compute#accessConfig',
    name: 'external-nat',
    type: 'ONE_TO_ONE_NAT',
    networkTier: defaultNetworkTier(project, transaction),
    ...sent,
  };
  if (config.natIP === '') delete config.natIP;
  return config;
}

/** An access config of a running instance: one without an address of its own gets one for the time it runs. */
export const withAddress = (config: AccessConfig, transaction: Transaction): AccessConfig =>
  config.natIP === undefined ? { ...config, natIP: allocateExternal(transaction) } : config;
