import type { Examples } from '../examples.ts';

export const bodies: Examples = { regionHealthAggregationPolicies: { policyType: 'BACKEND_SERVICE_POLICY' } };
