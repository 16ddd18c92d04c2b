import type { Examples, Need } from '../examples.ts';

const REGION = 'regions/us-central1';

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionHealthCheckServices: { healthChecks: [`${REGION}/healthChecks/service`] },
};

/** What the bodies refer to. */
export const needs: readonly Need[] = [[`${REGION}/healthChecks`, { name: 'service', type: 'TCP' }]];
