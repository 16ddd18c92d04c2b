import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkNumber } from '../number-range.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField } from '../set-field.ts';
import type { Resource } from '../../wire/wire.ts';

type KeptAlive = Pick<Resource<'TargetHttpProxy'>, 'httpKeepAliveTimeoutSec'>;

/** @throws Refusal when connections are kept open for longer or shorter than any load balancer allows */
export function checkKeepAlive({ httpKeepAliveTimeoutSec: seconds }: KeptAlive): void {
  checkNumber(seconds, [5, 1200], 'resource.httpKeepAliveTimeoutSec');
}

export const targetHttpProxies: Collection = defineCollection({
  name: 'targetHttpProxies',
  collections: ['targetHttpProxies', 'regionTargetHttpProxies'],
  body: { required: ['urlMap'] },
  references: { 'TargetHttpProxy.urlMap': { to: ['urlMaps'] } },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    check: (resource, { call }) => {
      checkKeepAlive(resource);
      checkSameScope(resource, ['urlMap'], call);
    },
  },
  operations: { types: { setUrlMap: 'SetUrlMap' } },
  verbs: { setUrlMap: setField('urlMap') },
  evidence: {
    documented: {
      patch: {
        describedAt: 'TargetHttpProxy.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch/update the TargetHttpProxy',
      },
      setUrlMap: { describedAt: 'targetHttpProxies.setUrlMap', sentence: 'Changes the URL map for TargetHttpProxy.' },
    },
  },
});
