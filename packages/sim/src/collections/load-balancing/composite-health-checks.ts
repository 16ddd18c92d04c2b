import { kindOf } from '@gcepool/api';
import type { JsonObject } from '../../kernel/json.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';
import { sourceHealth } from './health-sources.ts';

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
  return { answer: { kind: kindOf('CompositeHealthCheckHealth'), healthState, healthSources } };
};

export const compositeHealthChecks: Collection = defineCollection({
  name: 'compositeHealthChecks',
  collections: ['regionCompositeHealthChecks'],
  references: {
    'CompositeHealthCheck.healthSources': { to: ['healthSources'] },
    'CompositeHealthCheck.healthDestination': { to: ['forwardingRules'] },
  },
  verbs: { getHealth },
  evidence: {
    documented: {
      getHealth: {
        describedAt: 'CompositeHealthCheck.healthSources',
        sentence: "URLs to the HealthSource resources whose results are AND'ed.",
      },
    },
  },
});
