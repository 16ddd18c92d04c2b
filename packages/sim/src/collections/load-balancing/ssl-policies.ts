import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { allFeatures, featuresOf } from './ssl-policy-features.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type SslPolicy = Resource<'SslPolicy'>;

function complete(draft: Draft<SslPolicy>): void {
  draft.profile ??= 'COMPATIBLE';
  draft.minTlsVersion ??= 'TLS_1_0';
  draft.enabledFeatures = featuresOf(draft.profile) ?? (draft.customFeatures ?? []).toSorted();
}

function check(resource: SslPolicy): void {
  const { profile, minTlsVersion } = resource;
  const customFeatures = resource.customFeatures ?? [];
  if (profile !== 'CUSTOM' && customFeatures.length > 0) {
    throw invalid('resource.customFeatures', '', 'Custom features can only be specified with the profile CUSTOM.');
  }
  if (profile === 'CUSTOM' && customFeatures.length === 0) {
    throw invalid('resource.customFeatures', '', 'The profile CUSTOM needs at least one feature.');
  }
  for (const [index, feature] of customFeatures.entries()) {
    if (allFeatures.includes(feature)) continue;
    throw invalid(`resource.customFeatures[${index}]`, feature, `Must be one of: ${allFeatures.join(', ')}.`);
  }
  if (minTlsVersion === 'TLS_1_3' && profile !== 'RESTRICTED') {
    throw invalid('resource.minTlsVersion', minTlsVersion, 'TLS_1_3 needs the profile RESTRICTED.');
  }
  if (profile === 'FIPS_202205' && minTlsVersion !== 'TLS_1_2') {
    throw invalid('resource.minTlsVersion', minTlsVersion, 'The profile FIPS_202205 needs TLS_1_2.');
  }
}

export const sslPolicies: Collection = defineCollection({
  name: 'sslPolicies',
  collections: ['sslPolicies', 'regionSslPolicies'],
  lifecycle: { complete, check },
  operations: { fullTypes: ['patch'] },
  verbs: { listAvailableFeatures: () => ({ answer: { features: allFeatures } }) },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'SslPolicy.customFeatures', sentence: 'This field must be empty if the profile is notCUSTOM.' },
        { describedAt: 'SslPolicy.minTlsVersion', sentence: 'the profile field must be set to RESTRICTED' },
      ],
      patch: {
        describedAt: 'regionSslPolicies.patch',
        sentence: 'Patches the specified SSL policy with the data included in the request.',
      },
      listAvailableFeatures: {
        describedAt: 'sslPolicies.listAvailableFeatures',
        sentence: 'Lists all features that can be specified in the SSL policy when using custom profile.',
      },
    },
  },
});
