import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

/** The tunnels and forwarding rules of a gateway: those that refer to it. */
function shownUsers(path: string, state: State): Partial<Resource<'TargetVpnGateway'>> {
  const forwardingRules: string[] = [];
  const tunnels: string[] = [];
  scanUsersIn(state, 'forwardingRules', path, (_rule, user) => void forwardingRules.push(linkOf(user)));
  scanUsersIn(state, 'vpnTunnels', path, (_tunnel, user) => void tunnels.push(linkOf(user)));
  return {
    ...(forwardingRules.length > 0 ? { forwardingRules } : {}),
    ...(tunnels.length > 0 ? { tunnels } : {}),
  };
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
