import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import type { Verb } from '../verb.ts';

const PEERS = ['peerExternalGateway', 'peerGcpGateway'];

/**
 * `getStatus`: one connection for each peer gateway. It is redundant when both interfaces of this gateway have a tunnel
 * to it (documented).
 */
export const getStatus: Verb = (call, { state }) => {
  const connections = new Map<string, JsonObject[]>();
  for (const tunnel of tunnelsOf(call.path, state)) {
    const field = PEERS.find((name) => tunnel[name] !== undefined);
    if (field === undefined) continue;
    const key = `${field} ${asString(tunnel[field])}`;
    connections.set(key, [...(connections.get(key) ?? []), tunnel]);
  }
  if (connections.size === 0) return { answer: { result: {} } };
  return { answer: { result: { vpnConnections: [...connections].map(([key, tunnels]) => connection(key, tunnels)) } } };
};

function tunnelsOf(gateway: string, state: State): readonly JsonObject[] {
  const tunnels: JsonObject[] = [];
  state.scanUsers(gateway, (user) => {
    const tunnel = user.includes('/vpnTunnels/') ? state.get(user)?.resource : undefined;
    if (tunnel?.vpnGateway === linkOf(gateway)) tunnels.push(tunnel);
  });
  return tunnels;
}

function connection(key: string, tunnels: readonly JsonObject[]): Json {
  const [field = '', peer = ''] = key.split(' ');
  const isRedundant = new Set(tunnels.map((tunnel) => tunnel.vpnGatewayInterface)).size > 1;
  return {
    [field]: peer,
    state: isRedundant
      ? { state: 'CONNECTION_REDUNDANCY_MET' }
      : { state: 'CONNECTION_REDUNDANCY_NOT_MET', unsatisfiedReason: 'INCOMPLETE_TUNNELS_COVERAGE' },
    tunnels: tunnels.map((tunnel): Json => {
      const shown: JsonDraft = { tunnelUrl: tunnel.selfLink, localGatewayInterface: tunnel.vpnGatewayInterface };
      const peerInterface = tunnel.peerExternalGatewayInterface;
      if (peerInterface !== undefined) shown.peerGatewayInterface = peerInterface;
      return shown;
    }),
  };
}
