import type { JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { own } from '../../kernel/own.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { Verb } from '../verb.ts';

/** Another zone is primary from then on. */
const failover: Verb<JsonObject> = (call, transaction) => {
  const { resource } = calledResource(call, transaction);
  const zone = asString(call.body['failoverToZone']);
  if (zone === '') throw required('resource.failoverToZone');
  if (own(asObject(resource['zoneConfigurations']), zone) === undefined) {
    throw invalid('resource.failoverToZone', zone, 'The controller has no configuration for that zone.');
  }
  const now = timestamp(transaction.now);
  const lastFailoverInfo = {
    failoverTrigger: 'MANUAL',
    failoverTriggerTimestamp: now,
    failoverCompleteTimestamp: now,
  };
  return { set: { status: { ...asObject(resource['status']), primaryZone: zone, lastFailoverInfo } } };
};

/** Controllers of an instance that is to run in one of two zones; alpha has them. */
export const haControllers: Collection = defineCollection({
  name: 'haControllers',
  collections: ['haControllers'],
  verbs: { failover },
  evidence: {
    documented: {
      failover: {
        version: 'alpha',
        describedAt: 'HaControllerStatus.primaryZone',
        sentence: 'The name of the zone that is intended to be primary at this moment.',
      },
    },
    lacking: { failover: 'no instance is made, moved or stopped' },
  },
});
