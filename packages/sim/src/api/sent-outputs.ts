import type { Call } from '../collections/call.ts';
import type { Ignored } from '../kernel/ignored.ts';
import type { Json } from '../kernel/json.ts';
import { isObject, isSame } from '../kernel/json.ts';
import { nameOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';

/**
 * The call that also tells of the fields which only the service sets. Who sends back what was read sends them as they are,
 * and loses nothing: of those nothing is said.
 */
export function tellSentOutputs(call: Call, state: State): Call {
  const { sentOutputs: sent } = call;
  if (sent === undefined) return call;
  const stored = state.get(call.path)?.resource;
  const lost = sent.filter(({ name, value }) => {
    if (name === 'kind') return typeof value !== 'string' || !value.startsWith('compute#');
    if (name === 'zone' || name === 'region')
      return typeof value !== 'string' || nameOf(value) !== call.parameters[name];
    return stored === undefined || !holds(stored, name, value);
  });
  if (lost.length === 0) return call;
  const ignored: readonly Ignored[] = lost.map(({ field }) => ({ field }));
  return { ...call, ignored: [...(call.ignored ?? []), ...ignored] };
}

/** Whether a field of that name has the value, wherever in a resource it stands: a part of one may be sent alone. */
function holds(value: Json, name: string, sent: Json): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => holds(item, name, sent));
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) => item !== undefined && ((key === name && isSame(item, sent)) || holds(item, name, sent)),
  );
}
