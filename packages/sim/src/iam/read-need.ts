import type { Method } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import { parseScope, projectOf } from '../kernel/resource-path.ts';
import type { Need } from './need.ts';
import type { Needs } from './needs.ts';

let methods: ReadonlyMap<string, Method> | undefined;

/** The method of an id, of whichever version has it. */
function methodOf(id: string): Method | undefined {
  const ofV1 = modelOf('v1').methods.find((method) => method.id === id);
  if (ofV1 !== undefined) return ofV1;
  methods ??= new Map(apiVersions.flatMap((version) => modelOf(version).methods.map((method) => [method.id, method])));
  return methods.get(id);
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
