import type { JsonObject } from '../../kernel/json.ts';
import { required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import type { Draft } from '../../wire/wire.ts';

/** What policies of organizations have, of whatever kind they are. */
interface OrganizationPolicy extends JsonObject {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly parent?: string | undefined;
}

/** Policies of organizations are named by the service: their name is their id. */
export const newPolicyName = (_call: Call, transaction: Transaction): string => transaction.newId();

/** Gives a new policy its id, and the organization or folder that it is of. */
export function completeIdentity(
  draft: Draft<OrganizationPolicy>,
  { path, call }: { readonly path: string; readonly call: Call },
): void {
  const id = nameOf(path);
  draft.id = id;
  draft.name = id;
  draft.parent = parentOf(call, draft);
}

/** To another organization or folder. */
const move: Verb<JsonObject, OrganizationPolicy> = (call, transaction) => {
  const policy = calledResource<OrganizationPolicy>(call, transaction);
  return { write: { ...policy, resource: { ...policy.resource, parent: parentOf(call, {}) } } };
};

const list: Verb<JsonObject, OrganizationPolicy> = (call, { state }) => {
  const parent = call.query.get('parentId');
  const policies: JsonObject[] = [];
  state.scanCollection(call.parent, '', (_path, { resource }) => {
    if (parent === undefined || resource.parent === parent) policies.push(resource);
  });
  return { list: policies };
};

/** `list` and `move`, of policies of any kind. */
export const organizationPolicyVerbs: {
  readonly list: Verb<JsonObject, OrganizationPolicy>;
  readonly move: Verb<JsonObject, OrganizationPolicy>;
} = { list, move };

function parentOf(call: Call, draft: OrganizationPolicy): string {
  const parent = call.query.get('parentId') ?? draft.parent ?? '';
  if (parent === '') throw required('parentId');
  return parent;
}
