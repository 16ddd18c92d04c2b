import type { Entry } from '../../engine/state.ts';
import type { Transaction } from '../../engine/transaction.ts';
import type { ProbeTarget } from '../../probing/probes.ts';
import { keepsProbersOut } from '../networking/prober-firewall.ts';

/**
 * How the firewalls before an instance stop a service's probes; nothing where they do not, or where there is no instance.
 * Passthrough load balancers that face the internet are probed from other ranges, which are not simulated.
 */
export function droppingOf(
  instance: Entry | undefined,
  { resource: service }: Entry,
  { state }: Transaction,
): Pick<ProbeTarget, 'isDropped'> {
  const isPassthrough = service['region'] !== undefined && service['loadBalancingScheme'] === 'EXTERNAL';
  if (!state.areProbesFirewalled || instance === undefined || isPassthrough) return {};
  return { isDropped: (port) => keepsProbersOut(instance.resource, port, state) };
}
