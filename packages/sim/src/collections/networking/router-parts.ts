import { checkFingerprint } from '../../kernel/fingerprint.ts';
import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import { calledResource } from '../called-resource.ts';
import type { Verb } from '../verb.ts';

/** Parts of a router that have a name and a fingerprint of their own, and are no field of it. */
interface Part {
  /** How its methods call it: `updateRoutePolicy`. */
  readonly name: string;
  /** The parameter that names one. */
  readonly parameter: string;
}

const PARTS: readonly Part[] = [
  { name: 'RoutePolicy', parameter: 'policy' },
  { name: 'NamedSet', parameter: 'namedSet' },
];

const listNameOf = ({ name }: Part): string => (name === 'RoutePolicy' ? 'RoutePolicies' : `${name}s`);

/** `getRoutePolicy`, `listRoutePolicies`, `updateRoutePolicy` and so on, for each kind of part. */
export const routerPartVerbs: Readonly<Record<string, Verb>> = Object.fromEntries(
  PARTS.flatMap((part): [string, Verb][] => [
    [`get${part.name}`, getPart(part)],
    [`list${listNameOf(part)}`, listParts(part)],
    [`update${part.name}`, writePart(part, (_before, sent) => sent)],
    [`patch${part.name}`, writePart(part, (before, sent) => ({ ...before, ...sent }))],
    [`delete${part.name}`, deletePart(part)],
  ]),
);

function getPart(part: Part): Verb {
  return (call, transaction) => {
    const name = call.query.get(part.parameter) ?? '';
    return {
      answer: { resource: existing(part, partsOf(part, calledResource(call, transaction)), name, part.parameter) },
    };
  };
}

function listParts(part: Part): Verb {
  return (call, transaction) => {
    const parts = partsOf(part, calledResource(call, transaction));
    return {
      list: Object.keys(parts)
        .toSorted()
        .map((name) => asObject(parts[name])),
    };
  };
}

/** An update makes the part if there is none of that name (documented); a patch needs one. */
function writePart(part: Part, merge: (before: JsonObject, sent: JsonObject) => JsonObject): Verb {
  return (call, transaction) => {
    const router = calledResource(call, transaction);
    const parts = partsOf(part, router);
    const name = asString(call.body.name);
    if (name === '') throw required('resource.name');
    if (call.method.name.startsWith('patch')) existing(part, parts, name, 'resource.name');
    const before = asObject(parts[name]);
    checkFingerprint(call.body.fingerprint, before, {
      field: 'fingerprint',
      isRequired: parts[name] !== undefined,
      message: 'Invalid fingerprint.',
    });
    const after: JsonObject = { ...merge(before, call.body), fingerprint: transaction.newFingerprint() };
    return { write: withParts(part, router, { ...parts, [name]: after }) };
  };
}

function deletePart(part: Part): Verb {
  return (call, transaction) => {
    const router = calledResource(call, transaction);
    const parts: JsonDraft = { ...partsOf(part, router) };
    const name = call.query.get(part.parameter) ?? '';
    existing(part, parts, name, part.parameter);
    delete parts[name];
    return { write: withParts(part, router, parts) };
  };
}

function existing(part: Part, parts: JsonObject, name: string, field: string): JsonObject {
  const found = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (found === undefined) throw invalid(field, name, `The router has no ${part.name} of that name.`);
  return asObject(found);
}

const partsOf = (part: Part, router: Entry): JsonObject => asObject(router.hidden?.[part.name]);

const withParts = (part: Part, router: Entry, parts: JsonObject): Entry => ({
  ...router,
  hidden: { ...router.hidden, [part.name]: parts },
});
