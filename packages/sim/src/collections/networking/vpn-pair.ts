import { pathOf } from '../../kernel/self-link.ts';
import type { State } from '../../kernel/state.ts';
import { scanUsersIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';

type Tunnel = Resource<'VpnTunnel'>;

/**
 * The other half of a tunnel between two gateways of Google's: from the other gateway back, at the same interface, with the same
 * secret. Both are up then; what leads anywhere else has nobody at its other end.
 */
export function pairOf(tunnel: Tunnel, state: State): Tunnel | undefined {
  const { vpnGateway, peerGcpGateway, vpnGatewayInterface, sharedSecretHash } = tunnel;
  const peer = pathOf(peerGcpGateway ?? '');
  if (vpnGateway === undefined || peer === undefined) return undefined;
  let found: Tunnel | undefined;
  scanUsersIn(state, 'vpnTunnels', peer, ({ resource }) => {
    const isBack = resource.vpnGateway === peerGcpGateway && resource.peerGcpGateway === vpnGateway;
    const isAlike =
      resource.vpnGatewayInterface === vpnGatewayInterface && resource.sharedSecretHash === sharedSecretHash;
    if (isBack && isAlike) found = resource;
    return found === undefined;
  });
  return found;
}
