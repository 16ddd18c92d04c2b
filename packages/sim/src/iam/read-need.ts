import type { Method } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api/models';
import { parseScope, projectOf } from '../kernel/resource-path.ts';
import type { Need } from './need.ts';
import type { Needs } from './needs.ts';

/** The method of an id, of the first version that has it. */
function methodOf(id: string): Method | undefined {
  for (const version of apiVersions) {
    const method = modelOf(version).findMethod(id);
    if (method !== undefined) return method;
  }
  return undefined;
}

/**
 * What a call needed of which no more is known than its method and what it was about: not what its body referred to.
 *
 * @param path of a resource, or of the collection that was listed
 */
export function needsByMethod(needs: Needs, id: string, path: string): readonly Need[] {
  const method = methodOf(id);
  if (method === undefined || !/^(?:projects|locations|folders|organizations)\//.test(path)) return [];
  // `…/instanceGroups/{instanceGroup}/listInstances` is about one resource.
  const isList =
    /^(?:aggregatedList|list)/.test(method.name) &&
    /(?:\{(?:project|zone|region)\}|global|aggregated)\/\w+$/.test(method.path);
  const { scope } = parseScope(path);
  const call = {
    method,
    model: modelOf('v1'),
    body: {},
    query: new Map<string, string>(),
    project: projectOf(path),
    scope,
    parent: path,
    path: isList ? '' : path,
    segment: method.collection,
  };
  return needs.of(call, () => undefined);
}
