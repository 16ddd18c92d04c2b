import { checkFingerprint } from '../../kernel/fingerprint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';
import type { Resource } from '../../wire/wire.ts';
import { own } from '../../kernel/own.ts';

type Router = Resource<'Router'>;

/** The parts of a router that have a name and a fingerprint of their own, and are no field of it: their kinds. */
interface Kinds {
  readonly RoutePolicy: Resource<'RoutePolicy'>;
  readonly NamedSet: Resource<'NamedSet'>;
}

/** Those of one kind, by name. */
interface Parts<P> {
  readonly [name: string]: P;
}

/** What a router keeps hidden. */
type RouterMemory = { readonly [Kind in keyof Kinds]?: Parts<Kinds[Kind]> };

/** The verbs on the parts of one kind. */
interface PartVerbs<P extends JsonObject> {
  readonly get: Verb<JsonObject, Router>;
  readonly list: Verb<JsonObject, Router>;
  readonly update: Verb<P, Router>;
  readonly patch: Verb<P, Router>;
  readonly remove: Verb<JsonObject, Router>;
}

/** @param parameter names a part in the query */
function partVerbs<Kind extends keyof Kinds>(kind: Kind, parameter: string): PartVerbs<Kinds[Kind]> {
  type P = Kinds[Kind];

  // Only `withParts` writes them.
  const partsOf = ({ hidden }: Entry<Router>): Parts<P> => (hidden as RouterMemory | undefined)?.[kind] ?? {};

  const withParts = (router: Entry<Router>, parts: Parts<P>): Entry<Router> => ({
    ...router,
    hidden: { ...router.hidden, [kind]: parts },
  });

  const existing = (parts: Parts<P>, name: string, field: string): P => {
    const found = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (found === undefined) throw invalid(field, name, `The router has no ${kind} of that name.`);
    return found;
  };

  const write =
    (isPatch: boolean): Verb<P, Router> =>
    (call, transaction) => {
      const router = calledResource<Router>(call, transaction);
      const parts = partsOf(router);
      const { name = '' } = call.body;
      if (name === '') throw required('resource.name');
      if (isPatch) existing(parts, name, 'resource.name');
      const before = own(parts, name);
      checkFingerprint(call.body.fingerprint, before ?? {}, {
        field: 'fingerprint',
        isRequired: before !== undefined,
        message: 'Invalid fingerprint.',
      });
      const kept = isPatch ? before : {};
      const after = { ...withoutEmpty({ ...kept, ...call.body }), fingerprint: transaction.newFingerprint() };
      return { write: withParts(router, { ...parts, [name]: after }) };
    };

  return {
    get: (call, transaction) => {
      const parts = partsOf(calledResource(call, transaction));
      return { answer: { resource: existing(parts, call.query.get(parameter) ?? '', parameter) } };
    },
    list: (call, transaction) => {
      const parts = Object.entries(partsOf(calledResource(call, transaction)));
      return { list: parts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part) };
    },
    // It makes the part if there is none of that name (documented); a patch needs one.
    update: write(false),
    patch: write(true),
    remove: (call, transaction) => {
      const router = calledResource<Router>(call, transaction);
      const name = call.query.get(parameter) ?? '';
      const parts = partsOf(router);
      existing(parts, name, parameter);
      const { [name]: _, ...kept } = parts;
      return { write: withParts(router, kept) };
    },
  };
}

/** What a route policy of a router is for; undefined if there is none of that name. */
export function routePolicyTypeOf({ hidden }: Entry<Router>, name: string): Resource<'RoutePolicy'>['type'] {
  // Only `withParts` writes them.
  return own((hidden as RouterMemory | undefined)?.RoutePolicy ?? {}, name)?.type;
}

/** `getRoutePolicy`, `updateRoutePolicy` and so on. */
export const routePolicyVerbs: PartVerbs<Kinds['RoutePolicy']> = partVerbs('RoutePolicy', 'policy');

/** `getNamedSet`, `updateNamedSet` and so on. */
export const namedSetVerbs: PartVerbs<Kinds['NamedSet']> = partVerbs('NamedSet', 'namedSet');
