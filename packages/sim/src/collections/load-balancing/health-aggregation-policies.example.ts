import type { Examples } from '../../../test/examples.ts';

export const bodies: Examples = { regionHealthAggregationPolicies: { policyType: 'BACKEND_SERVICE_POLICY' } };
