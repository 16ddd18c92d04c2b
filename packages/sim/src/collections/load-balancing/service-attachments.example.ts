import type { Examples } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  serviceAttachments: {
    targetService: `${REGION}/forwardingRules/a`,
    connectionPreference: 'ACCEPT_AUTOMATIC',
    natSubnets: [`${REGION}/subnetworks/psc`],
    enableProxyProtocol: false,
  },
};
