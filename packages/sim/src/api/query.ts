import type { ApiModel, Method, Parameter } from '@gcepool/api';
import { invalid, notSimulated, required } from '../kernel/refusal.ts';
import { findEnumValue } from './enum-value.ts';
import { checkFieldMask, parseFieldMask } from './field-mask.ts';
import type { IgnoredFields } from './ignored-fields.ts';
import { patternOf } from './pattern.ts';
import { own } from '../kernel/own.ts';
import { findField } from '../wire/field-path.ts';
import { namesEveryField, pathsOf } from '../wire/update-mask.ts';

/** Parameters of a query, by name; the values of one that may be repeated are joined with commas. */
export type Query = ReadonlyMap<string, string>;

const NO_QUERY: Query = new Map();

/**
 * Reads the part of a URL after its question mark. Of a parameter that may not be repeated the last value wins, and values of
 * enumerations may have the forms that they may have in bodies.
 */
export function readQuery(text: string, method: Method): Query {
  if (text === '') return NO_QUERY;
  const query = new Map<string, string>();
  const add = (called: string, sent: string): void => {
    const name = parameterName(called, method);
    const { enum: values, repeated } = own(method.parameters, name) ?? {};
    const value = values === undefined ? sent : (findEnumValue(values, sent) ?? sent);
    const earlier = repeated === true ? query.get(name) : undefined;
    query.set(name, earlier === undefined ? value : `${earlier},${value}`);
  };
  if (text.includes('%') || text.includes('+')) {
    for (const [name, value] of new URLSearchParams(text)) add(name, value);
    return query;
  }
  // What has nothing to decode needs no decoder, which takes longer than all the rest of a get: `alt=json`.
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    if (equals !== -1) add(pair.slice(0, equals), pair.slice(equals + 1));
    else if (pair !== '') add(pair, '');
  }
  return query;
}

/** A parameter may be called in snake case as fields may: Terraform's provider sends `update_mask`. */
function parameterName(called: string, { parameters }: Method): string {
  if (!called.includes('_') || own(parameters, called) !== undefined) return called;
  const name = called.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return own(parameters, name) === undefined ? called : name;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

/** Earlier revisions of the API declare it for every list, and clients go on sending it. */
const ON_EVERY_LIST = 'returnPartialSuccess';

/**
 * Checks the parameters that are declared; undeclared ones are ignored, as the real service ignores them. Those whose name
 * begins with a dollar sign are for what stands before the service.
 *
 * @throws Refusal for a value that GCE refuses, and 501 for a form of answer that is not simulated
 */
export function checkQuery(method: Method, query: Query, ignored: IgnoredFields, model: ApiModel): void {
  for (const name of requiredOf(method)) if (!query.has(name)) throw required(name);
  if (query.size === 0) return;
  for (const [name, value] of query) {
    const parameter = own(method.parameters, name) ?? own(model.globalParameters, name);
    if (parameter === undefined) {
      if (!name.startsWith('$') && name !== ON_EVERY_LIST) ignored.unknownParameter(name, parametersOf(method, model));
      continue;
    }
    const values = parameter.repeated === true ? value.split(',') : [value];
    if (!values.every((one) => isValid(parameter, one))) {
      throw invalid(name, value, `It must be ${describe(parameter)}.`);
    }
  }
  const requestId = query.get('requestId');
  if (requestId !== undefined && (!UUID.test(requestId) || requestId === ZERO_UUID)) {
    throw invalid('requestId', requestId, 'The request ID must be a valid UUID, and not the zero UUID.');
  }
  const alt = query.get('alt') ?? 'json';
  if (alt !== 'json') throw notSimulated(`The query parameter alt=${alt}`);
  if (query.has('callback')) throw notSimulated('The query parameter callback (JSONP)');
  tellOfUnknownPaths(method, query, ignored, model);
  const fields = query.get('fields') ?? '';
  if (fields === '') return;
  const mask = parseFieldMask(fields);
  if (method.response !== undefined) checkFieldMask(mask, method.response, model);
}

/** The parameters of a query that a method requires. */
function requiredOf(method: Method): readonly string[] {
  let found = requiredByMethod.get(method);
  if (found === undefined) {
    found = method.parameterOrder.filter((name) => own(method.parameters, name)?.location === 'query');
    requiredByMethod.set(method, found);
  }
  return found;
}

const requiredByMethod = new WeakMap<Method, readonly string[]>();

/** An update mask may name what the message has no field for, and then has no effect there. */
function tellOfUnknownPaths(
  { parameters, request }: Method,
  query: Query,
  ignored: IgnoredFields,
  model: ApiModel,
): void {
  if (request === undefined) return;
  for (const name of ['updateMask', 'paths']) {
    const mask = query.get(name) ?? '';
    if (own(parameters, name) === undefined || namesEveryField(mask)) continue;
    for (const path of pathsOf(mask)) {
      if (findField(request, path, model) !== undefined) continue;
      const text = path.join('.');
      ignored.unwanted(`query.${name}=${text}`, `${request} has no field '${text}', which ${name} names.`);
    }
  }
}

/** The parameters that a query may have. */
const parametersOf = ({ parameters }: Method, { globalParameters }: ApiModel): readonly string[] => [
  ...Object.keys(parameters).filter((name) => own(parameters, name)?.location === 'query'),
  ...Object.keys(globalParameters),
];

function isValid(parameter: Parameter, value: string): boolean {
  if (parameter.enum !== undefined) return parameter.enum.includes(value);
  if (parameter.pattern !== undefined) return patternOf(parameter.pattern).test(value);
  switch (parameter.type) {
    case 'boolean':
      return /^(?:true|false)$/i.test(value);
    case 'integer':
      return /^-?\d{1,10}$/.test(value) && isInRange(parameter, Number(value));
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value));
    case 'string':
      return parameter.format !== 'int64' || /^-?\d{1,19}$/.test(value);
  }
}

function isInRange({ format, minimum, maximum }: Parameter, value: number): boolean {
  const [least, most] = format === 'uint32' ? [0, 0xffffffff] : [-0x80000000, 0x7fffffff];
  return value >= Math.max(least, minimum ?? least) && value <= Math.min(most, maximum ?? most);
}

function describe({ type, format, enum: values, pattern, minimum, maximum }: Parameter): string {
  if (values !== undefined) return `one of: ${values.join(', ')}`;
  if (pattern !== undefined) return `a match of regex '${pattern}'`;
  if (type === 'boolean') return 'true or false';
  if (type === 'number') return 'a number';
  const low = minimum === undefined ? '' : `, at least ${minimum}`;
  const high = maximum === undefined ? '' : `, at most ${maximum}`;
  return format === 'int64' ? 'a 64-bit integer' : `an integer of 32 bits${low}${high}`;
}
