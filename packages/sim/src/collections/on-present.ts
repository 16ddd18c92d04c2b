import type { JsonObject } from '../kernel/json.ts';
import { calledResource } from './called-resource.ts';
import type { Verb } from './verb.ts';

/** A verb that changes nothing which its resource shows; but the resource must be there. */
export const onPresent: Verb<JsonObject> = (call, transaction) => {
  calledResource(call, transaction);
  return { operation: 'running' };
};
