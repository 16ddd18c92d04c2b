import { kindOf } from '@gcepool/api';
import type { JsonObject } from '../../kernel/json.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
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
  return { answer: { kind: kindOf('HealthSourceHealth'), ...sourceHealth(resource, transaction) } };
};

export const healthSources: Collection = defineCollection({
  name: 'healthSources',
  collections: ['regionHealthSources'],
  references: {
    'HealthSource.sources': { to: ['backendServices'] },
    'HealthSource.healthAggregationPolicy': { to: ['healthAggregationPolicies'] },
  },
  verbs: { getHealth },
  evidence: {
    documented: {
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
