import type { ApiModel, Method, Property } from '@gcepool/api';
import { apiVersions, modelOf } from '@gcepool/api';
import type { ApiRequest } from '../../src/index.ts';
import { bodies } from '../examples.ts';
import type { Dice } from './dice.ts';

/**
 * A request of any method of any version whose body has the form of its schema, with the largest, the smallest and the longest
 * values that the form allows among others. Names are few, so that what one request makes others change, list and delete.
 */
export function validRequest(dice: Dice): ApiRequest {
  const version = dice.one(apiVersions);
  const model = modelOf(version);
  const method = dice.one(methodsOf(model, dice));
  const url = `/compute/${version}/${pathOf(method, dice)}${queryOf(method, dice)}`;
  const body = method.request === undefined ? undefined : bodyOf(method, method.request, model, dice);
  return { method: method.httpMethod, url, ...(body === undefined ? {} : { body }) };
}

const NAMES = ['a', 'b', 'x', 'default'] as const;
const PLACES: Readonly<Record<string, readonly string[]>> = {
  project: ['p1'],
  zone: ['us-central1-a', 'us-central1-b'],
  region: ['us-central1'],
};

/** Half of all are of the methods by which resources come, change and go. */
function methodsOf(model: ApiModel, dice: Dice): readonly Method[] {
  const found = byModel.get(model) ?? [
    model.methods,
    model.methods.filter(({ name }) => /^(?:insert|patch|update|delete|list)$/.test(name)),
  ];
  byModel.set(model, found);
  return dice.one(found);
}

const byModel = new Map<ApiModel, readonly (readonly Method[])[]>();

const pathOf = ({ path }: Method, dice: Dice): string =>
  path.replaceAll(/\{\+?(\w+)\}/g, (_, name: string) => dice.one(PLACES[name] ?? NAMES));

function queryOf({ parameters }: Method, dice: Dice): string {
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
function bodyOf(method: Method, schemaName: string, model: ApiModel, dice: Dice): unknown {
  const { properties } = model.schema(schemaName);
  const fields = Object.keys(properties).filter((name) => properties[name]?.outputOnly !== true);
  const body: Record<string, unknown> = method.name === 'insert' ? { ...bodies[method.collection] } : {};
  if (method.name === 'insert' && fields.includes('name')) body['name'] = dice.one(NAMES);
  for (let count = dice.below(4); count > 0 && fields.length > 0; count--) {
    const name = dice.one(fields);
    if (name !== 'name') body[name] = valueOf(properties[name], model, dice, 3);
  }
  return body;
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
