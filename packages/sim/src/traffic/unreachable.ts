import type { ApiResponse } from '../api/response.ts';
import { refused } from '../api/response.ts';
import type { Call } from '../collections/call.ts';
import { asObject } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import { aggregatedScopes } from '../api/methods/aggregated-list.ts';
import { Refusal } from '../kernel/refusal.ts';
import { show } from '../read-fields.ts';

/*
 * Documented in the API's discovery document: an aggregated list gives "partial results in case of failure" to who opts in with
 * returnPartialSuccess, which is false by default; its scopes then carry a warning UNREACHABLE ("A given scope cannot be
 * reached"), and `unreachables` names them. The wording of messages is assumed.
 */

/** @throws TypeError for what is no list of zones and regions */
export function readUnreachable(value: unknown): readonly string[] {
  const isScope = (scope: unknown): scope is string =>
    typeof scope === 'string' && /^(?:zones|regions)\/[^/]+$/.test(scope);
  if (Array.isArray(value) && value.length > 0 && value.every((scope) => isScope(scope))) return [...value];
  throw new TypeError(`fault.unreachable must be scopes such as ['zones/us-central1-b']; got ${show(value)}`);
}

/** Whether a call needs one of these scopes. */
export function needsUnreachable(call: Call, scopes: readonly string[]): boolean {
  return (
    isInside(call, scopes) || (isAggregated(call) && aggregatedScopes(call).some((scope) => scopes.includes(scope)))
  );
}

/** What comes of a call that needs scopes out of reach. */
export function answerWithout(scopes: readonly string[], call: Call, answer: () => ApiResponse): ApiResponse {
  const inside = scopes.find((scope) => isInside(call, [scope]));
  if (inside !== undefined) return refused(outOfReach(inside));
  const left = aggregatedScopes(call).filter((scope) => scopes.includes(scope));
  const [first = ''] = left;
  if (call.query.get('returnPartialSuccess')?.toLowerCase() !== 'true') return refused(outOfReach(first));
  const answered = answer();
  if (answered.status >= 400) return answered;
  const items = asObject(answered.body?.['items']);
  const warned = Object.fromEntries(left.map((scope) => [scope, { warning: warningOf(scope) }]));
  const body: JsonObject = { ...answered.body, items: { ...items, ...warned }, ...unreachablesOf(call, left) };
  return { ...answered, body };
}

const isAggregated = ({ method }: Call): boolean => method.name === 'aggregatedList';

const isInside = ({ scope }: Call, scopes: readonly string[]): boolean =>
  scopes.some((one) => scope.endsWith(`/${one}`));

const outOfReach = (scope: string): Refusal =>
  new Refusal(503, 'backendError', `The scope '${scope}' cannot be reached.`, { frontEndStatus: 'UNAVAILABLE' });

const warningOf = (scope: string): JsonObject => ({
  code: 'UNREACHABLE',
  message: `The scope '${scope}' cannot be reached.`,
  data: [{ key: 'scope', value: scope }],
});

/** A few aggregated lists have no such field. */
function unreachablesOf({ method, model, project }: Call, scopes: readonly string[]): JsonObject {
  const { properties } = model.schema(method.response ?? '');
  const isKnown = Object.hasOwn(properties, 'unreachables');
  return isKnown ? { unreachables: scopes.map((scope) => `projects/${project}/${scope}`) } : {};
}
