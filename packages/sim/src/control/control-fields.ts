import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { badRequest } from '../kernel/refusal.ts';
import type { JsonSize } from '../api/json-size.ts';
import { readPayload } from '../api/payload.ts';
import type { ControlRoute, FieldType } from './control-route.ts';
import { own } from '../kernel/own.ts';

/**
 * Reads what a request to the control plane says: in its query, and in the body of anything but a GET.
 *
 * @throws Refusal that names the field and what the route takes
 */
export function controlFields(route: ControlRoute, query: string, body: string | undefined): JsonObject {
  const { method, path, takes = {} } = route;
  const name = `${method} /_sim${path === '/' ? '' : path}`;
  if (typeof takes === 'string') {
    const [parameter] = new URLSearchParams(query).keys();
    if (parameter !== undefined) throw badRequest(`${name} takes no parameters in its URL; got '${parameter}'.`);
    return objectOf(body, name, route.takesState === true ? STATE : undefined);
  }
  const inQuery = fieldsOfQuery(query, takes, name);
  if (method === 'GET' && body !== undefined && body !== '') throw badRequest(`${name} takes no body.`);
  const inBody = method === 'GET' ? {} : objectOf(body ?? '{}', name);
  const twice = Object.keys(inQuery).find((field) => Object.hasOwn(inBody, field));
  if (twice !== undefined) throw badRequest(`${name} got '${twice}' both in its URL and in its body.`);
  const fields = { ...inQuery, ...inBody };
  for (const field of Object.keys(fields)) {
    if (Object.hasOwn(takes, field)) continue;
    const known = Object.keys(takes).join(', ');
    throw badRequest(`${name} takes ${known === '' ? 'no fields' : known}; got '${field}'.`);
  }
  for (const [field, type] of Object.entries(takes)) {
    const value = own(fields, field);
    if (value === undefined && type.endsWith('?')) continue;
    if (typeof value === type.replace('?', '')) continue;
    throw badRequest(
      `${name}: '${field}' must be a ${type.replace('?', '')}; got ${JSON.stringify(value) ?? 'nothing'}.`,
    );
  }
  return fields;
}

/** A state holds any number of bodies, each of which may be as deep as one may be, and some levels around it. */
const STATE: JsonSize = { depth: 150, values: Infinity };

function objectOf(text: string | undefined, name: string, most?: JsonSize): JsonObject {
  const value = readPayload(text, most);
  if (isObject(value)) return value;
  throw badRequest(`${name} takes a JSON object.`);
}

function fieldsOfQuery(query: string, takes: Readonly<Record<string, FieldType>>, route: string): JsonObject {
  const fields = new Map<string, Json>();
  for (const [name, text] of new URLSearchParams(query)) {
    if (fields.has(name)) throw badRequest(`${route} got '${name}' twice in its URL.`);
    const isNumber = Object.hasOwn(takes, name) && takes[name]?.startsWith('number') === true;
    fields.set(name, isNumber && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text);
  }
  return Object.fromEntries(fields);
}
