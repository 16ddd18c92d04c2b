import type { JsonObject } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';
import { checkNumber } from '../number-range.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField } from '../set-field.ts';

/** @throws Refusal when connections are kept open for longer or shorter than any load balancer allows */
export function checkKeepAlive({ httpKeepAliveTimeoutSec: seconds }: JsonObject): void {
  checkNumber(seconds, [5, 1200], 'resource.httpKeepAliveTimeoutSec');
}

export const targetHttpProxies: Collection = grouped({
  name: 'targetHttpProxies',
  collections: ['targetHttpProxies', 'regionTargetHttpProxies'],
  required: ['urlMap'],
  references: { 'TargetHttpProxy.urlMap': { to: ['urlMaps'] } },
  fingerprintRequiredOn: ['patch'],
  operationTypes: { setUrlMap: 'SetUrlMap' },
  check: (resource, { call }) => {
    checkKeepAlive(resource);
    checkSameScope(resource, ['urlMap'], call);
  },
  verbs: { setUrlMap: setField('urlMap') },
});
