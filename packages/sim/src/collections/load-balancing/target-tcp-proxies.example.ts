import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionTargetTcpProxies: { service: `${REGION}/backendServices/tcp` },
  targetTcpProxies: { service: 'global/backendServices/tcp' },
};
