import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asString } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';

/** Policies of organizations are named by the service: their name is their id. */
export const newPolicyName = (_call: Call, transaction: Transaction): string => transaction.newId();

/** Gives a new policy its id, and the organization or folder that it is of. */
export function completeIdentity(
  draft: JsonDraft,
  { path, call }: { readonly path: string; readonly call: Call },
): void {
  const id = nameOf(path);
  Object.assign(draft, { id, name: id, parent: parentOf(call, draft) });
}

/** To another organization or folder. */
const move: Verb = (call, transaction) => {
  const policy = calledResource(call, transaction);
  return { write: { ...policy, resource: { ...policy.resource, parent: parentOf(call, {}) } } };
};

const list: Verb = (call, { state }) => {
  const parent = call.query.get('parentId');
  const policies: JsonObject[] = [];
  state.scanCollection(call.parent, '', (_path, { resource }) => {
    if (parent === undefined || resource.parent === parent) policies.push(resource);
  });
  return { list: policies };
};

export const organizationPolicyVerbs: Readonly<Record<string, Verb>> = { list, move };

function parentOf(call: Call, draft: JsonObject): string {
  const parent = call.query.get('parentId') ?? asString(draft.parent);
  if (parent === '') throw required('parentId');
  return parent;
}
