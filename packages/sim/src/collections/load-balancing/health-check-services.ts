import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { checkInRegion } from '../region-of.ts';

type HealthCheckService = Resource<'HealthCheckService'>;

/** How many of each a service has at most (documented). */
const MOST = { healthChecks: 10, networkEndpointGroups: 100, notificationEndpoints: 10 } as const;

function check(service: HealthCheckService, { call, transaction }: WriteContext<HealthCheckService>): void {
  for (const [name, most] of Object.entries(MOST)) {
    // A key of MOST is a field of the service.
    const links: readonly string[] = service[name as keyof typeof MOST] ?? [];
    const field = `resource.${name}`;
    if (links.length > most) throw invalid(field, '', `At most ${most} can be specified.`);
    for (const [index, link] of links.entries()) checkInRegion(link, `${field}[${index}]`, nameOf(call.scope));
  }
  const healthChecks = service.healthChecks ?? [];
  if (healthChecks.length === 0)
    throw invalid('resource.healthChecks', '', 'At least one health check must be specified.');
  for (const [index, link] of healthChecks.entries()) {
    if (!isOfNamedPort(find(transaction, 'healthChecks', pathOf(link))?.resource)) continue;
    const explanation = 'Its portSpecification must be USE_SERVING_PORT or USE_FIXED_PORT.';
    throw invalid(`resource.healthChecks[${index}]`, link, explanation);
  }
}

/** Whether a check looks for its port by the name that instance groups give it. */
const isOfNamedPort = (healthCheck: Resource<'HealthCheck'> | undefined): boolean =>
  [
    healthCheck?.httpHealthCheck,
    healthCheck?.httpsHealthCheck,
    healthCheck?.http2HealthCheck,
    healthCheck?.tcpHealthCheck,
    healthCheck?.sslHealthCheck,
  ]
    .concat(healthCheck?.grpcHealthCheck)
    .some((message) => message?.portSpecification === 'USE_NAMED_PORT');

export const healthCheckServices: Collection = defineCollection({
  name: 'healthCheckServices',
  collections: ['regionHealthCheckServices'],
  references: {
    'HealthCheckService.healthChecks': { to: ['healthChecks'] },
    'HealthCheckService.networkEndpointGroups': { to: ['networkEndpointGroups'] },
    'HealthCheckService.notificationEndpoints': { to: ['notificationEndpoints'] },
  },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    complete: (draft) => {
      draft.healthStatusAggregationPolicy ??= 'NO_AGGREGATION';
    },
    check,
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'HealthCheckService.healthStatusAggregationPolicy',
          sentence: 'Defaults to NO_AGGREGATION if unspecified.',
        },
        { describedAt: 'HealthCheckService.networkEndpointGroups', sentence: 'Must not have more than 100.' },
        { describedAt: 'HealthCheckService.notificationEndpoints', sentence: 'Must not have more than 10.' },
      ],
      patch: {
        describedAt: 'HealthCheckService.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch/update the HealthCheckService',
      },
    },
    lacking: { insert: 'nobody is ever notified' },
  },
});
