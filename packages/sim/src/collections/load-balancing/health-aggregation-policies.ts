import { invalid, required } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { checkNumber } from '../number-range.ts';

type HealthAggregationPolicy = Resource<'HealthAggregationPolicy'>;

const REGIONAL_TYPE = 'BACKEND_SERVICE_POLICY';
const GLOBAL_TYPE = 'DNS_PUBLIC_IP_POLICY';

function complete(draft: Draft<HealthAggregationPolicy>): void {
  if (draft.policyType !== REGIONAL_TYPE) return;
  draft.healthyPercentThreshold ??= 60;
  draft.minHealthyThreshold ??= 1;
}

function check(policy: HealthAggregationPolicy, { path }: WriteContext<HealthAggregationPolicy>): void {
  const { policyType, healthyPercentThreshold, minHealthyThreshold } = policy;
  if (policyType === undefined) throw required('resource.policyType');
  const type = parseScope(path).scopeKind === 'regions' ? REGIONAL_TYPE : GLOBAL_TYPE;
  if (policyType !== type) throw invalid('resource.policyType', policyType, `Must be ${type} here.`);
  checkNumber(healthyPercentThreshold, [0, 100], 'resource.healthyPercentThreshold');
  checkNumber(minHealthyThreshold, [1, Infinity], 'resource.minHealthyThreshold');
}

export const healthAggregationPolicies: Collection = defineCollection({
  name: 'healthAggregationPolicies',
  collections: ['regionHealthAggregationPolicies'],
  lifecycle: { fingerprintRequiredOn: ['patch'], immutable: ['policyType'], complete, check },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'HealthAggregationPolicy.policyType',
          sentence: 'The only allowed value for regional resources is BACKEND_SERVICE_POLICY.',
        },
        { describedAt: 'HealthAggregationPolicy.healthyPercentThreshold', sentence: 'Defaults to 60.' },
        { describedAt: 'HealthAggregationPolicy.minHealthyThreshold', sentence: 'Must be positive.' },
      ],
      patch: {
        describedAt: 'HealthAggregationPolicy.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch the HealthAggregationPolicy',
      },
    },
    lacking: { insert: 'no health is aggregated' },
  },
});
