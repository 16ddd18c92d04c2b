import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

/** The tunnels and forwarding rules of a gateway: those that refer to it. */
function shownUsers(path: string, state: State): JsonObject {
  const users: Record<string, Json[]> = { forwardingRules: [], tunnels: [] };
  state.scanUsers(path, (user) => {
    if (state.get(user) === undefined) return;
    if (user.includes('/forwardingRules/')) users.forwardingRules?.push(linkOf(user));
    if (user.includes('/vpnTunnels/')) users.tunnels?.push(linkOf(user));
  });
  const shown: JsonDraft = {};
  for (const [field, links] of Object.entries(users)) if (links.length > 0) shown[field] = links;
  return shown;
}

export const targetVpnGateways: Collection = defineCollection({
  name: 'targetVpnGateways',
  collections: ['targetVpnGateways'],
  references: { 'TargetVpnGateway.network': { to: ['networks'] } },
  lifecycle: {
    complete: (draft) => {
      draft.description ??= '';
      draft.status = 'READY';
    },
  },
  reading: { derive: (path, _entry, state) => shownUsers(path, state) },
});
