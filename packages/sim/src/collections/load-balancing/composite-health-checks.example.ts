import type { Examples, Need } from '../examples.ts';

const REGION = 'regions/us-central1';
const source = {
  sourceType: 'BACKEND_SERVICE',
  sources: [`${REGION}/backendServices/l4`],
  healthAggregationPolicy: `${REGION}/healthAggregationPolicies/composite`,
};

/** Besides a name, what an insert cannot do without. */
export const bodies: Examples = {
  regionHealthSources: source,
  regionCompositeHealthChecks: {
    healthDestination: `${REGION}/forwardingRules/a`,
    healthSources: [`${REGION}/healthSources/composite`],
  },
};

/** What the bodies refer to. */
export const needs: readonly Need[] = [
  [`${REGION}/healthAggregationPolicies`, { name: 'composite', policyType: 'BACKEND_SERVICE_POLICY' }],
  [`${REGION}/healthSources`, { name: 'composite', ...source }],
];
