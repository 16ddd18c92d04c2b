import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { allocateExternal } from '../networking/ip-allocation.ts';

/** An access config as it is shown, without its address. */
export function completeAccessConfig(sent: JsonObject, project: string, transaction: Transaction): JsonDraft {
  const defaultTier = asString(transaction.get(`projects/${project}`)?.resource.defaultNetworkTier);
  const config: JsonDraft = {
    kind: 'compute#accessConfig',
    name: 'external-nat',
    type: 'ONE_TO_ONE_NAT',
    networkTier: defaultTier === '' ? 'PREMIUM' : defaultTier,
    ...sent,
  };
  if (config.natIP === '') delete config.natIP;
  return config;
}

/** An access config of a running instance: one without an address of its own gets one for the time it runs. */
export const withAddress = (config: JsonObject, transaction: Transaction): JsonObject =>
  config.natIP === undefined ? { ...config, natIP: allocateExternal(transaction) } : config;
