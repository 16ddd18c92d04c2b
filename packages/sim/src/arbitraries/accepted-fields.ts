import type { Method } from '@gcepool/api';
import { modelOf } from '@gcepool/api/models';
import type { ApiRequest } from '../api/request.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { asString } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';
import { nearest } from '../kernel/nearest.ts';
import type { Simulator } from '../simulator.ts';
import { bodies, queries } from './example-inserts.ts';
import { valuesOf } from './field-values.ts';
import { furnishedCloud, PROJECT } from './furnished-cloud.ts';

/** A field of a resource with a value that the rules accept. */
export interface AcceptedField {
  readonly name: string;
  readonly value: Json;
}

/** What is known of the inserts into a collection. */
export interface Insertable {
  readonly collection: string;
  readonly insert: Method;
  readonly url: string;
  /** What an insert cannot do without, besides a name. */
  readonly body: JsonObject;
  /** Whether the body names the resource. */
  readonly isNamed: boolean;
  /** What may be added, each value by itself, the simplest first. */
  readonly fields: readonly AcceptedField[];
  /** What a PATCH of a resource may hold, by itself and with no fingerprint; empty where there is no PATCH. */
  readonly patches: readonly AcceptedField[];
}

/** So many values of one field are tried, and so many that are accepted are kept. */
const MOST_TRIED = 60;
const MOST_KEPT = 6;

const known = new Map<string, Insertable>();

/** Collections of which resources can be made, by the API's names. */
export const insertableCollections = (): readonly string[] => [...inserts().keys()].toSorted();

/** @throws TypeError for no collection of which resources can be made, naming the nearest */
export function insertableOf(collection: string): Insertable {
  const found = known.get(collection);
  if (found !== undefined) return found;
  const insert = inserts().get(collection);
  if (insert === undefined) {
    const near = nearest(collection, [...inserts().keys()]).join(', ');
    throw new TypeError(
      `There is no collection '${collection}' with resources that can be made; the nearest are ${near}`,
    );
  }
  const learnt = learn(collection, insert);
  known.set(collection, learnt);
  return learnt;
}

let byCollection: ReadonlyMap<string, Method> | undefined;

/** Inserts whose resources can be read and deleted as well. */
function inserts(): ReadonlyMap<string, Method> {
  if (byCollection !== undefined) return byCollection;
  const { methods } = modelOf('v1');
  const has = new Set(methods.map(({ id }) => id));
  const whole = methods.filter(
    ({ name, collection }) =>
      name === 'insert' && ['get', 'list', 'delete'].every((other) => has.has(`${collection}.${other}`)),
  );
  return (byCollection = new Map(whole.map((method) => [method.collection, method])));
}

const PLACES: Readonly<Record<string, string>> = { project: PROJECT, zone: 'us-central1-a', region: 'us-central1' };

function learn(collection: string, insert: Method): Insertable {
  const model = modelOf('v1');
  const path = insert.path.replaceAll(/\{\+?(\w+)\}/g, (_, name: string) => own(PLACES, name) ?? 'a');
  const query = own(queries, collection);
  const url = `/compute/v1/${path}${query === undefined ? '' : `?${query}`}`;
  const { properties } = model.schema(insert.request ?? '');
  const isNamed = own(properties, 'name') !== undefined;
  // Examples are written as objects of JSON.
  const body = { ...(own(bodies, collection) as JsonObject | undefined) };
  const optional = Object.entries(properties).filter(
    ([name, { outputOnly }]) => name !== 'name' && outputOnly !== true && own(body, name) === undefined,
  );
  const cloud = furnishedCloud();
  const withName = isNamed ? { ...body, name: 'x' } : body;
  const accepts = (field: JsonObject): boolean =>
    isAccepted(cloud.fork(), { method: 'POST', url, body: { ...withName, ...field } });
  const fields = keptOf(optional, accepts);
  const patch = model.findMethod(`${collection}.patch`);
  const made = cloud.fork();
  const isPatched = patch !== undefined && isNamed && isAccepted(made, { method: 'POST', url, body: withName });
  const resourceUrl = `/compute/v1/${path}/x`;
  const patches = isPatched
    ? fields.filter(({ name, value }) =>
        isAccepted(made.fork(), { method: 'PATCH', url: resourceUrl, body: { [name]: value } }),
      )
    : [];
  return { collection, insert, url, body, isNamed, fields, patches };
}

type Fields = readonly (readonly [name: string, property: Parameters<typeof valuesOf>[0]])[];

const keptOf = (optional: Fields, accepts: (field: JsonObject) => boolean): readonly AcceptedField[] =>
  optional.flatMap(([name, property]) =>
    valuesOf(property, modelOf('v1'))
      .slice(0, MOST_TRIED)
      .filter((value) => accepts({ [name]: value }))
      .slice(0, MOST_KEPT)
      .map((value) => ({ name, value })),
  );

/** Whether a mutation is accepted, and its operation ends well. */
export function isAccepted(cloud: Simulator, request: ApiRequest): boolean {
  const { status, body } = cloud.handle(request);
  if (status !== 200) return false;
  const operation = cloud.handle({ method: 'GET', url: asString(body?.['selfLink']) });
  return operation.status === 200 && operation.body?.['error'] === undefined;
}
