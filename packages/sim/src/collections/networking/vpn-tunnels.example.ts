import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  vpnTunnels: {
    targetVpnGateway: `${REGION}/targetVpnGateways/a`,
    peerIp: '8.8.8.8',
    sharedSecret: 's',
    ikeVersion: 2,
    localTrafficSelector: ['0.0.0.0/0'],
    remoteTrafficSelector: ['0.0.0.0/0'],
  },
};
