import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { servicesOf } from './url-map-service-checks.ts';

type UrlMap = Resource<'UrlMap'>;

/** What clients without a proxy support of the services behind a map (documented). */
const FOR_PROXYLESS: readonly (readonly ['localityLbPolicy' | 'sessionAffinity', readonly string[]])[] = [
  ['localityLbPolicy', ['ROUND_ROBIN', 'RING_HASH']],
  ['sessionAffinity', ['NONE', 'HEADER_FIELD']],
];

/** Headers that say how a request travels, by which rules for such clients cannot match; all other rules can (documented). */
const OF_TRANSPORT: ReadonlySet<string> = new Set([
  ':authority',
  ':method',
  ':path',
  ':scheme',
  'user-agent',
  'accept-encoding',
  'content-encoding',
  'grpc-accept-encoding',
  'grpc-encoding',
  'grpc-previous-rpc-attempts',
  'grpc-tags-bin',
  'grpc-timeout',
  'grpc-trace-bin',
]);

/** Names of the headers that the rules of a map match. */
const headersIn = ({ pathMatchers = [] }: UrlMap): readonly string[] =>
  pathMatchers
    .flatMap(({ routeRules = [] }) => routeRules)
    .flatMap(({ matchRules = [] }) => matchRules)
    .flatMap(({ headerMatches = [] }) => headerMatches)
    .map(({ headerName = '' }) => headerName);

export const targetGrpcProxies: Collection = defineCollection({
  name: 'targetGrpcProxies',
  collections: ['targetGrpcProxies'],
  references: { 'TargetGrpcProxy.urlMap': { to: ['urlMaps'] } },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
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
      if (validateForProxyless !== true) return;
      const header = headersIn(map).find((name) => OF_TRANSPORT.has(name.toLowerCase()));
      if (header === undefined) return;
      const explanation = `For proxyless clients, its rules cannot match the transport-level header ${header}.`;
      throw invalid('resource.urlMap', urlMap, explanation);
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
