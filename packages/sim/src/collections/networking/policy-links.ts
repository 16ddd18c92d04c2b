import type { Json, JsonObject } from '../../kernel/json.ts';
import { asArray, asString } from '../../kernel/json.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { calledResource } from '../called-resource.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';

/** The resource policies a body names, as links. */
const named = ({ body, project }: Call): readonly string[] =>
  asArray(body.resourcePolicies).map((policy) => {
    const path = referencedPath(asString(policy), project);
    return path === undefined ? asString(policy) : linkOf(path);
  });

const attached = ({ resource }: { readonly resource: JsonObject }): readonly Json[] =>
  asArray(resource.resourcePolicies);

/** `addResourcePolicies`, of disks and of instances. */
export const addResourcePolicies: Verb = (call, transaction) => {
  const policies = new Set([...attached(calledResource(call, transaction)), ...named(call)]);
  return { set: { resourcePolicies: [...policies] } };
};

/** `removeResourcePolicies`, of disks and of instances. */
export const removeResourcePolicies: Verb = (call, transaction) => {
  const removed: ReadonlySet<Json> = new Set(named(call));
  const kept = attached(calledResource(call, transaction)).filter((policy) => !removed.has(policy));
  return { set: { resourcePolicies: kept } };
};
