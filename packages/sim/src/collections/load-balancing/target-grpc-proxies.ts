import { invalid } from '../../kernel/refusal.ts';
import { parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { findLinked } from '../../wire/find.ts';
import { servicesOf } from './url-map-service-checks.ts';

/** What clients without a proxy support of the services behind a map (documented). */
const FOR_PROXYLESS: readonly (readonly ['localityLbPolicy' | 'sessionAffinity', readonly string[]])[] = [
  ['localityLbPolicy', ['ROUND_ROBIN', 'RING_HASH']],
  ['sessionAffinity', ['NONE', 'HEADER_FIELD']],
];

export const targetGrpcProxies: Collection = defineCollection({
  name: 'targetGrpcProxies',
  collections: ['targetGrpcProxies'],
  references: { 'TargetGrpcProxy.urlMap': { to: ['urlMaps'] } },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    complete: (draft, { path }) => {
      draft.selfLinkWithId ??= linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
    },
    check: ({ urlMap, validateForProxyless }, { transaction }) => {
      const map = findLinked(transaction, 'urlMaps', urlMap)?.resource ?? {};
      for (const service of servicesOf(map, transaction)) {
        const { protocol = '' } = service;
        if (protocol !== 'GRPC') {
          const explanation = `The protocol of its backend services must be GRPC, not ${protocol}.`;
          throw invalid('resource.urlMap', urlMap, explanation);
        }
        for (const [field, values] of validateForProxyless === true ? FOR_PROXYLESS : []) {
          const value = service[field];
          if (value === undefined || values.includes(value)) continue;
          const explanation = `For proxyless clients, ${field} of its backend services must not be ${value}.`;
          throw invalid('resource.urlMap', urlMap, explanation);
        }
      }
    },
  },
  operations: { fullTypes: ['insert', 'patch', 'delete'] },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'BackendService.protocol',
          sentence:
            'Must be set to GRPC when the backend service is referenced by a URL map that is bound to target gRPC proxy.',
        },
      ],
      patch: {
        describedAt: 'TargetGrpcProxy.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch/update the TargetGrpcProxy',
      },
    },
  },
});
