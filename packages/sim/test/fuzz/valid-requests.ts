import type { ApiModel, Method, Property } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import type { ApiRequest } from '../../src/index.ts';
import { bodies, queries } from '../../src/arbitraries/example-inserts.ts';
import type { Dice } from './dice.ts';

/**
 * Requests of any methods of any version whose bodies have the form of their schemas, with the largest, the smallest and the
 * longest values that the form allows among others: one request of any method, or several in the order of a resource's life,
 * insert, patch, get, list and delete, of any collection. Names are few, so that what one makes others change and delete.
 */
export function validRequests(dice: Dice): readonly ApiRequest[] {
  const version = dice.one(apiVersions);
  const model = modelOf(version);
  const methods = dice.below(2) === 0 ? [dice.one(model.methods)] : dice.one(livesOf(model));
  const names = new Map<string, string>();
  return methods.map((method) => {
    const url = `/compute/${version}/${pathOf(method, names, dice)}${queryOf(method, dice)}`;
    const body = method.request === undefined ? undefined : bodyOf(method, method.request, model, names, dice);
    return { method: method.httpMethod, url, ...(body === undefined ? {} : { body }) };
  });
}

const NAMES = ['a', 'b', 'x', 'default'] as const;
const PLACES: Readonly<Record<string, readonly string[]>> = {
  project: ['p1'],
  zone: ['us-central1-a', 'us-central1-b'],
  region: ['us-central1'],
};

const LIFE = ['insert', 'get', 'patch', 'list', 'update', 'aggregatedList', 'delete'] as const;

/** By collection, the methods by which resources come, change and go, in that order, with a read between: it ends operations. */
function livesOf(model: ApiModel): readonly (readonly Method[])[] {
  const known = lives.get(model);
  if (known !== undefined) return known;
  const byCollection = new Map<string, Method[]>();
  for (const method of LIFE.flatMap((name) => model.methods.filter((one) => one.name === name))) {
    byCollection.set(method.collection, [...(byCollection.get(method.collection) ?? []), method]);
  }
  const found = [...byCollection.values()];
  lives.set(model, found);
  return found;
}

const lives = new Map<ApiModel, readonly (readonly Method[])[]>();

/** @param names what the parameters of earlier paths were, which those of later ones are too */
const pathOf = ({ path }: Method, names: Map<string, string>, dice: Dice): string =>
  path.replaceAll(/\{\+?(\w+)\}/g, (_, parameter: string) => {
    const name = names.get(parameter) ?? dice.one(PLACES[parameter] ?? NAMES);
    names.set(parameter, name);
    return name;
  });

function queryOf({ parameters, collection, name: verb }: Method, dice: Dice): string {
  const needed = verb === 'insert' ? queries[collection] : undefined;
  if (needed !== undefined) return `?${needed}`;
  const names = Object.keys(parameters).filter((name) => parameters[name]?.location === 'query');
  const sent = names.filter((name) => parameters[name]?.required === true || dice.below(8) === 0);
  const pairs = sent.map((name) => {
    const parameter = parameters[name];
    const value = parameter?.enum?.[0] ?? (parameter?.type === 'integer' ? dice.one(INTEGERS) : dice.one(TEXTS));
    return `${name}=${encodeURIComponent(String(value))}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const INTEGERS = [0, 1, 2, -1, 100, 4000, 2_147_483_647, -2_147_483_648] as const;
const LONGS = ['0', '1', '10', '9223372036854775807', '-9223372036854775808'] as const;
const NUMBERS = [0, 0.5, 1, -1, 1e30] as const;
const LENGTHS = [0, 1, 1, 2, 64, 300] as const;
const TEXTS = [
  'a',
  'b',
  'x',
  '',
  '80',
  '10.1.0.0/16',
  '10.128.0.7',
  'toString',
  '__proto__',
  'global/networks/default',
  'global/networks/a',
  'global/healthChecks/a',
  'global/backendServices/a',
  'global/instanceTemplates/a',
  'zones/us-central1-a/instances/a',
  'zones/us-central1-a/instanceGroups/a',
  'zones/us-central1-a/machineTypes/e2-medium',
  'zones/us-central1-a/disks/a',
  'regions/us-central1/subnetworks/default',
  'projects/debian-cloud/global/images/family/debian-12',
  'x'.repeat(2000),
] as const;

/** What an insert cannot do without, with a few fields over it; of other methods a few fields. */
function bodyOf(method: Method, schemaName: string, model: ApiModel, names: Map<string, string>, dice: Dice): unknown {
  const { properties } = model.schema(schemaName);
  const fields = Object.keys(properties).filter((name) => properties[name]?.outputOnly !== true);
  const body: Record<string, unknown> = method.name === 'insert' ? { ...bodies[method.collection] } : {};
  if (method.name === 'insert' && fields.includes('name')) body['name'] = nameOfInserted(method, model, names, dice);
  for (let count = dice.below(4); count > 0 && fields.length > 0; count--) {
    const name = dice.one(fields);
    if (name !== 'name') body[name] = valueOf(properties[name], model, dice, 3);
  }
  return body;
}

/** What the last parameter of the resource's own path will be in the requests that follow. */
function nameOfInserted({ collection }: Method, model: ApiModel, names: Map<string, string>, dice: Dice): string {
  const name = dice.one(NAMES);
  const get = model.methods.find((method) => method.collection === collection && method.name === 'get');
  const parameter = /\{(\w+)\}$/.exec(get?.path ?? '')?.[1];
  if (parameter !== undefined) names.set(parameter, name);
  return name;
}

function valueOf(property: Property | undefined, model: ApiModel, dice: Dice, depth: number): unknown {
  if (property === undefined || property.type === 'any') return {};
  if (property.type === 'array' || property.type === 'map') {
    const length = depth > 2 ? dice.one(LENGTHS) : dice.below(3);
    const item = depth === 0 ? [] : valueOf(property.items, model, dice, depth - 1);
    const items = Array.from({ length }, () => item);
    return property.type === 'array' ? items : Object.fromEntries(items.map((value, index) => [`k${index}`, value]));
  }
  if (property.type === 'object') {
    if (property.ref === undefined || depth === 0) return {};
    const { properties } = model.schema(property.ref);
    const names = Object.keys(properties).filter(() => dice.below(3) === 0);
    return Object.fromEntries(names.map((name) => [name, valueOf(properties[name], model, dice, depth - 1)]));
  }
  if (property.enum !== undefined) return dice.one(property.enum);
  if (property.type === 'boolean') return dice.below(2) === 0;
  if (property.type === 'integer') return dice.one(INTEGERS);
  if (property.type === 'number') return dice.one(NUMBERS);
  return property.format?.endsWith('64') === true ? dice.one(LONGS) : dice.one(TEXTS);
}
