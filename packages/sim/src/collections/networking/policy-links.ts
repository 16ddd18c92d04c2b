import { referencedPath } from '../../kernel/reference-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import type { Resource } from '../../wire/wire.ts';

/** What disks and instances have, and the bodies of these methods. */
type WithPolicies = Pick<Resource<'Disk'>, 'resourcePolicies'>;

/** The resource policies a body names, as links. */
const named = ({ body, project }: Call<WithPolicies>): readonly string[] =>
  (body.resourcePolicies ?? []).map((policy) => {
    const path = referencedPath(policy, project);
    return path === undefined ? policy : linkOf(path);
  });

/** `addResourcePolicies`, of disks and of instances. */
export const addResourcePolicies: Verb<WithPolicies, WithPolicies> = (call, transaction) => {
  const { resourcePolicies = [] } = calledResource<WithPolicies>(call, transaction).resource;
  return { set: { resourcePolicies: [...new Set([...resourcePolicies, ...named(call)])] } };
};

/** `removeResourcePolicies`, of disks and of instances. */
export const removeResourcePolicies: Verb<WithPolicies, WithPolicies> = (call, transaction) => {
  const removed = new Set(named(call));
  const { resourcePolicies = [] } = calledResource<WithPolicies>(call, transaction).resource;
  return { set: { resourcePolicies: resourcePolicies.filter((policy) => !removed.has(policy)) } };
};
