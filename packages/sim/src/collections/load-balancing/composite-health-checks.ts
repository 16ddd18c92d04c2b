import { modelOf } from '@gcepool/api/models';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { checkInRegion } from '../region-of.ts';
import type { Verb } from '../verb.ts';
import { checkHealthScheme, sourceHealth } from './health-sources.ts';

type CompositeHealthCheck = Resource<'CompositeHealthCheck'>;

/** Healthy is what is healthy by all of its sources. */
const getHealth: Verb<JsonObject, CompositeHealthCheck> = (call, transaction) => {
  const { healthSources: links = [] } = calledResource<CompositeHealthCheck>(call, transaction).resource;
  const healthSources = links.map((source) => {
    const found = findLinked(transaction, 'healthSources', source)?.resource;
    return { source, healthState: found === undefined ? 'UNKNOWN' : sourceHealth(found, transaction).healthState };
  });
  const isHealthy = healthSources.length > 0 && healthSources.every(({ healthState }) => healthState === 'HEALTHY');
  const healthState = isHealthy ? 'HEALTHY' : 'UNHEALTHY';
  return { answer: { kind: modelOf('v1').kindOf('CompositeHealthCheckHealth'), healthState, healthSources } };
};

const MOST_SOURCES = 10;

function check(composite: CompositeHealthCheck, { call, transaction }: WriteContext<CompositeHealthCheck>): void {
  const { healthDestination = '', healthSources = [] } = composite;
  const region = nameOf(call.scope);
  if (healthDestination === '') throw required('resource.healthDestination');
  if (healthSources.length === 0 || healthSources.length > MOST_SOURCES) {
    const explanation = `Between 1 and ${MOST_SOURCES} health sources must be specified.`;
    throw invalid('resource.healthSources', '', explanation);
  }
  for (const [index, link] of healthSources.entries()) checkInRegion(link, `resource.healthSources[${index}]`, region);
  checkInRegion(healthDestination, 'resource.healthDestination', region);
  const { loadBalancingScheme } = findLinked(transaction, 'forwardingRules', healthDestination)?.resource ?? {};
  checkHealthScheme(loadBalancingScheme, 'resource.healthDestination', healthDestination);
}

export const compositeHealthChecks: Collection = defineCollection({
  name: 'compositeHealthChecks',
  collections: ['regionCompositeHealthChecks'],
  references: {
    'CompositeHealthCheck.healthSources': { to: ['healthSources'] },
    'CompositeHealthCheck.healthDestination': { to: ['forwardingRules'] },
  },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    check,
  },
  verbs: { getHealth },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'CompositeHealthCheck.healthDestination', sentence: 'Must be set.' },
        { describedAt: 'CompositeHealthCheck.healthDestination', sentence: 'Must be aForwardingRule.' },
        {
          describedAt: 'CompositeHealthCheck.healthDestination',
          sentence: 'must have load balancing scheme INTERNAL orINTERNAL_MANAGED and must be regional',
        },
        { describedAt: 'CompositeHealthCheck.healthSources', sentence: 'Must have at least 1.' },
        { describedAt: 'CompositeHealthCheck.healthSources', sentence: 'Must not have more than 10.' },
        { describedAt: 'CompositeHealthCheck.healthSources', sentence: 'Must be regional and in the same region' },
      ],
      patch: {
        describedAt: 'CompositeHealthCheck.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch the CompositeHealthCheck',
      },
      getHealth: {
        describedAt: 'CompositeHealthCheck.healthSources',
        sentence: "URLs to the HealthSource resources whose results are AND'ed.",
      },
    },
  },
});
