import type { JsonObject } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type Connection = Resource<'VpnGatewayStatusVpnConnection'>;
type Tunnel = Resource<'VpnTunnel'>;

/**
 * `getStatus`: one connection for each peer gateway. It is redundant when both interfaces of this gateway have a tunnel
 * to it (documented).
 */
export const getStatus: Verb<JsonObject, Resource<'VpnGateway'>> = (call, { state }) => {
  const connections = new Map<string, [Connection, Tunnel[]]>();
  for (const tunnel of tunnelsOf(call.path, state)) {
    const peer = peerOf(tunnel);
    if (peer === undefined) continue;
    const key = JSON.stringify(peer);
    const [, tunnels] = connections.get(key) ?? [peer, []];
    connections.set(key, [peer, [...tunnels, tunnel]]);
  }
  if (connections.size === 0) return { answer: { result: {} } };
  return { answer: { result: { vpnConnections: [...connections.values()].map((made) => connection(...made)) } } };
};

/** The gateway at the other end, in the field in which a connection shows it. */
function peerOf({ peerExternalGateway, peerGcpGateway }: Tunnel): Connection | undefined {
  if (peerExternalGateway !== undefined) return { peerExternalGateway };
  return peerGcpGateway === undefined ? undefined : { peerGcpGateway };
}

function tunnelsOf(gateway: string, state: State): readonly Tunnel[] {
  const tunnels: Tunnel[] = [];
  scanUsersIn(state, 'vpnTunnels', gateway, ({ resource }) => {
    if (resource.vpnGateway === linkOf(gateway)) tunnels.push(resource);
  });
  return tunnels;
}

function connection(peer: Connection, tunnels: readonly Tunnel[]): Connection {
  const isRedundant = new Set(tunnels.map((tunnel) => tunnel.vpnGatewayInterface)).size > 1;
  return {
    ...peer,
    state: isRedundant
      ? { state: 'CONNECTION_REDUNDANCY_MET' }
      : { state: 'CONNECTION_REDUNDANCY_NOT_MET', unsatisfiedReason: 'INCOMPLETE_TUNNELS_COVERAGE' },
    tunnels: tunnels.map((tunnel) => {
      const shown: Draft<Resource<'VpnGatewayStatusTunnel'>> = {
        tunnelUrl: tunnel.selfLink,
        localGatewayInterface: tunnel.vpnGatewayInterface,
      };
      const peerInterface = tunnel.peerExternalGatewayInterface;
      if (peerInterface !== undefined) shown.peerGatewayInterface = peerInterface;
      return shown;
    }),
  };
}
