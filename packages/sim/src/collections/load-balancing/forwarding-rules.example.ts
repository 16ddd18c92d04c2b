import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  forwardingRules: {
    loadBalancingScheme: 'INTERNAL',
    backendService: `${REGION}/backendServices/l4`,
    ports: ['80'],
    network: 'global/networks/default',
  },
  globalForwardingRules: { target: 'global/targetHttpProxies/a', portRange: '80' },
};
