import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { ProbeTarget } from '../../probing/probes.ts';
import { effectiveFirewalls } from '../networking/effective-firewalls.ts';
import { keepsProbersOut, probedNetwork } from '../networking/prober-firewall.ts';
import type { Resource } from '../../wire/wire.ts';

/** How the firewalls before an instance stop probes; nothing where they do not, or where there is no instance. */
export type ProbeDropping = (instance: Entry<Resource<'Instance'>> | undefined) => Pick<ProbeTarget, 'isDropped'>;

/**
 * How firewalls stop a service's probes. The rules of a network are looked up once, however many instances are in it.
 *
 * Passthrough load balancers that face the internet are probed from other ranges, which are not simulated.
 */
export function probeDropping(
  { resource: service }: Entry<Resource<'BackendService'>>,
  { state }: Transaction,
): ProbeDropping {
  const isPassthrough = service.region !== undefined && service.loadBalancingScheme === 'EXTERNAL';
  if (!state.areProbesFirewalled || isPassthrough) return () => ({});
  const known = new Map<string, ReturnType<typeof effectiveFirewalls>>();
  return (instance) => {
    if (instance === undefined) return {};
    const network = probedNetwork(instance.resource);
    const effective = known.get(network) ?? effectiveFirewalls(network, state);
    known.set(network, effective);
    return { isDropped: (port) => keepsProbersOut(instance.resource, port, effective) };
  };
}
