import { modelOf } from '@gcepool/api/models';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { isGiven } from '../is-given.ts';
import { checkInRegion } from '../region-of.ts';
import type { Verb } from '../verb.ts';
import { backendHealth } from './backend-service-health.ts';

type HealthSource = Resource<'HealthSource'>;
type Health = Resource<'HealthSourceHealth'>;
type SourceInfo = Resource<'HealthSourcesGetHealthResponseSourceInfo'>;

/** How many endpoints are behind each backend of a service, and how many of them are healthy. */
function sourceInfo(source: string, transaction: Transaction): SourceInfo {
  const path = pathOf(source) ?? '';
  const service = find(transaction, 'backendServices', path);
  if (service === undefined) return { source };
  const backends = (service.resource.backends ?? []).map((backend) => {
    const { group } = backend;
    // Those behind a passthrough service are told once for each forwarding rule.
    const endpoints = new Map(
      backendHealth(path, service, backend, transaction).map((status) => [
        `${status.instance ?? ''} ${status.ipAddress ?? ''} ${status.port ?? ''}`,
        status.healthState,
      ]),
    );
    const healthyEndpointCount = [...endpoints.values()].filter((state) => state === 'HEALTHY').length;
    return { group, endpointCount: endpoints.size, healthyEndpointCount };
  });
  const info: Draft<SourceInfo> = { source, backends };
  scanUsersIn(transaction.state, 'forwardingRules', path, (_rule, rule) => {
    info.forwardingRule ??= linkOf(rule);
  });
  return info;
}

/** Healthy are as many as the policy asks for, and as large a part of all (documented). */
export function sourceHealth(
  { sources = [], healthAggregationPolicy }: HealthSource,
  transaction: Transaction,
): Health {
  const infos = sources.map((source) => sourceInfo(source, transaction));
  const policy = findLinked(transaction, 'healthAggregationPolicies', healthAggregationPolicy)?.resource;
  const { healthyPercentThreshold = 60, minHealthyThreshold = 1 } = policy ?? {};
  const backends = infos.flatMap((info) => info.backends ?? []);
  const all = backends.reduce((sum, { endpointCount = 0 }) => sum + endpointCount, 0);
  const healthy = backends.reduce((sum, { healthyEndpointCount = 0 }) => sum + healthyEndpointCount, 0);
  const isHealthy = healthy >= minHealthyThreshold && 100 * healthy >= healthyPercentThreshold * all;
  return { healthState: isHealthy ? 'HEALTHY' : 'UNHEALTHY', sources: infos };
}

const getHealth: Verb<JsonObject, HealthSource> = (call, transaction) => {
  const { resource } = calledResource<HealthSource>(call, transaction);
  return { answer: { kind: modelOf('v1').kindOf('HealthSourceHealth'), ...sourceHealth(resource, transaction) } };
};

const SCHEMES: ReadonlySet<string | undefined> = new Set(['INTERNAL', 'INTERNAL_MANAGED']);

/** What a source, or a destination, of health is in must be an internal load balancer of a region. */
export function checkHealthScheme(scheme: string | undefined, field: string, link: string): void {
  if (SCHEMES.has(scheme)) return;
  throw invalid(field, link, `Its load balancing scheme must be one of ${[...SCHEMES].join(', ')}.`);
}

/** What the description of the sources asks for. */
function check(source: HealthSource, { call, transaction }: WriteContext<HealthSource>): void {
  const { sourceType, sources = [], healthAggregationPolicy = '' } = source;
  const region = nameOf(call.scope);
  if (sourceType === undefined) throw required('resource.sourceType');
  if (healthAggregationPolicy === '') throw required('resource.healthAggregationPolicy');
  checkInRegion(healthAggregationPolicy, 'resource.healthAggregationPolicy', region);
  const [link = '', ...others] = sources;
  if (link === '' || others.length > 0) throw invalid('resource.sources', '', 'Exactly one source must be specified.');
  checkInRegion(link, 'resource.sources[0]', region);
  const service = findLinked(transaction, 'backendServices', link)?.resource ?? {};
  checkHealthScheme(service.loadBalancingScheme, 'resource.sources[0]', link);
  if (isGiven(service.haPolicy)) {
    throw invalid('resource.sources[0]', link, 'The backend service may not use haPolicy.');
  }
}

export const healthSources: Collection = defineCollection({
  name: 'healthSources',
  collections: ['regionHealthSources'],
  references: {
    'HealthSource.sources': { to: ['backendServices'] },
    'HealthSource.healthAggregationPolicy': { to: ['healthAggregationPolicies'] },
  },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    immutable: ['sourceType'],
    check,
  },
  verbs: { getHealth },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'HealthSource.sourceType', sentence: 'Must be specified when theHealthSource is created' },
        { describedAt: 'HealthSource.healthAggregationPolicy', sentence: 'Must be set.' },
        { describedAt: 'HealthSource.healthAggregationPolicy', sentence: 'in the same region as the HealthSource' },
        { describedAt: 'HealthSource.sources', sentence: 'Must be size 1.' },
        { describedAt: 'HealthSource.sources', sentence: 'Must be aBackendService' },
        {
          describedAt: 'HealthSource.sources',
          sentence: 'must have load balancing schemeINTERNAL or INTERNAL_MANAGED',
        },
      ],
      patch: {
        describedAt: 'HealthSource.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch the HealthSource',
      },
      getHealth: [
        {
          describedAt: 'HealthSourcesGetHealthResponseSourceInfoBackendInfo.healthyEndpointCount',
          sentence: 'Number of endpoints considered healthy when determining health of the regionHealthSource.',
        },
        {
          describedAt: 'HealthAggregationPolicy.healthyPercentThreshold',
          sentence: 'Defaults to 60.',
        },
      ],
    },
  },
});
