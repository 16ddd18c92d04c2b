import { parseScope } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import { find } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { isAssociated } from './attached-policy.ts';

type FirewallPolicy = Resource<'FirewallPolicy'>;

/** The firewalls that apply to a network, in all of it or in one region. */
export type EffectiveFirewalls = Resource<'RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponse'>;
type EffectivePolicy = NonNullable<EffectiveFirewalls['firewallPolicys']>[number];

/** The firewalls that apply to a network: its own, and those of the policies associated with it. */
export function effectiveFirewalls(network: string, state: State, region?: string): EffectiveFirewalls {
  const firewalls: Resource<'Firewall'>[] = [];
  const firewallPolicys: EffectivePolicy[] = [];
  state.users.scan(network, (user) => {
    const firewall = find(state, 'firewalls', user);
    if (firewall !== undefined) firewalls.push(firewall.resource);
    const policy = find(state, 'firewallPolicies', user);
    if (policy === undefined || !isAssociated(policy.resource, network)) return;
    const { scopeKind, location } = parseScope(user);
    if (scopeKind !== 'regions') firewallPolicys.push(shownPolicy(policy.resource, 'NETWORK'));
    else if (location === region) firewallPolicys.push(shownPolicy(policy.resource, 'NETWORK_REGIONAL'));
  });
  const answer: Draft<EffectiveFirewalls> = {};
  if (firewalls.length > 0) answer.firewalls = firewalls;
  if (firewallPolicys.length > 0) answer.firewallPolicys = firewallPolicys;
  return answer;
}

function shownPolicy(policy: FirewallPolicy, type: EffectivePolicy['type']): EffectivePolicy {
  const shown: Draft<EffectivePolicy> = { name: policy.name, type };
  for (const field of ['rules', 'packetMirroringRules'] as const) {
    if (policy[field] !== undefined) shown[field] = policy[field];
  }
  return shown;
}
