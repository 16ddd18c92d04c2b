import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  packetMirrorings: {
    network: { url: 'global/networks/default' },
    collectorIlb: { url: `${REGION}/forwardingRules/collector` },
    mirroredResources: { tags: ['t'] },
  },
};
