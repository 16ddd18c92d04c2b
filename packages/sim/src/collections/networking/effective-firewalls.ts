import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';

/** The firewalls that apply to a network: its own, and those of the policies associated with it. */
export function effectiveFirewalls(network: string, state: State, region?: string): JsonObject {
  const firewalls: Json[] = [];
  const firewallPolicys: Json[] = [];
  state.scanUsers(network, (user) => {
    const resource = state.get(user)?.resource;
    if (resource === undefined) return;
    if (user.includes('/firewalls/')) firewalls.push(resource);
    if (user.includes('/firewallPolicies/') && isAssociated(resource, network)) {
      const isRegional = user.includes('/regions/');
      if (!isRegional || (region !== undefined && user.includes(`/regions/${region}/`))) {
        firewallPolicys.push(shownPolicy(resource, isRegional ? 'NETWORK_REGIONAL' : 'NETWORK'));
      }
    }
  });
  const answer: JsonDraft = {};
  if (firewalls.length > 0) answer.firewalls = firewalls;
  if (firewallPolicys.length > 0) answer.firewallPolicys = firewallPolicys;
  return answer;
}

const isAssociated = (policy: JsonObject, network: string): boolean =>
  asArray(policy.associations).some((item) => asObject(item).attachmentTarget === linkOf(network));

function shownPolicy(policy: JsonObject, type: string): JsonObject {
  const shown: JsonDraft = { name: policy.name, type };
  for (const field of ['rules', 'packetMirroringRules']) if (policy[field] !== undefined) shown[field] = policy[field];
  return shown;
}
