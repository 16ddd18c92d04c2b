import type { Examples } from '../examples.ts';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  globalNetworkEndpointGroups: { networkEndpointType: 'INTERNET_IP_PORT' },
  regionNetworkEndpointGroups: { networkEndpointType: 'SERVERLESS', cloudRun: { service: 's' } },
};
