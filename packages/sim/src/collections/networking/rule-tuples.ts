import type { Resource } from '../../wire/wire.ts';

/**
 * How much of a policy's quota a rule takes: one for each source and destination, one for each protocol, and two for
 * each protocol together with a port (documented).
 */
export function ruleTupleCount({ match = {} }: Resource<'FirewallPolicyRule'>): number {
  const { layer4Configs = [], ...ends } = match;
  let count = 0;
  for (const { ports = [] } of layer4Configs) count += ports.length === 0 ? 1 : 2 * ports.length;
  for (const end of Object.values(ends)) count += Array.isArray(end) ? end.length : 0;
  return count;
}
