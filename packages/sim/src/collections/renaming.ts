import type { JsonObject } from '../kernel/json.ts';
import { conditionNotMet, required } from '../kernel/refusal.ts';
import { nameOf } from '../kernel/resource-path.ts';
import { checkLabelName } from './label-name.ts';
import { calledResource } from './called-resource.ts';
import { moveResource } from './move-resource.ts';
import type { Verb } from './verb.ts';

/** What a request that renames a resource says. */
interface NewName {
  readonly name?: string | undefined;
  readonly currentName?: string | undefined;
}

/** `setName`: another name for a resource whose present one the request knows. */
export const setName: Verb<JsonObject & NewName> = (call, transaction) => {
  const { name = '', currentName = '' } = call.body;
  if (name === '') throw required('resource.name');
  if (currentName === '') throw required('resource.currentName');
  if (currentName !== nameOf(call.path)) throw conditionNotMet('The current name is another one.');
  checkLabelName(name, 'resource.name');
  moveResource(call.path, `${call.parent}/${name}`, calledResource(call, transaction), transaction);
  return { operation: 'running' };
};
