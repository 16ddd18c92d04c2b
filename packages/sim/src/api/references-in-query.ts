import type { Call } from '../collections/call.ts';
import { storedPath } from '../collections/projects/stored-path.ts';
import { referencedPath } from '../kernel/reference-path.ts';
import type { State } from '../kernel/state.ts';

/** Parameters of queries that name a resource by a link. */
const LINKS = [
  'network',
  'sourceConsistencyGroup',
  'sourceFirewallPolicy',
  'sourceImage',
  'sourceInstance',
  'sourceInstanceTemplate',
  'sourceMachineImage',
  'targetResource',
] as const;

/**
 * The call with links in its query taken as those in bodies are: the number of a project and the id of a resource are as
 * good as their names. Terraform's provider makes instances of a template by its id, so that they are not of a later one of
 * the same name.
 */
export function withReferencesInQuery(call: Call, state: State): Call {
  if (call.query.size === 0) return call;
  let query: Map<string, string> | undefined;
  for (const name of LINKS) {
    const sent = call.query.get(name);
    const named = sent === undefined ? undefined : referencedPath(sent, call.project);
    if (named === undefined) continue;
    const path = storedPath(named, state);
    if (path !== named) query = new Map(query ?? call.query).set(name, path);
  }
  return query === undefined ? call : { ...call, query };
}
