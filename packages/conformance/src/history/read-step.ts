import { isObject } from './resource.ts';
import { CHANGEABLE_KINDS, KINDS, NAMES, type Step } from './step.ts';

type Check = (value: unknown, field: string) => void;

/** Which fields each step has, and what they must be. */
const FIELDS: Readonly<Record<Step['do'], Readonly<Record<string, Check>>>> = {
  create: { kind, name: newName, body },
  update: { kind: changeableKind, name, body },
  replace: { kind: changeableKind, name, body },
  patch: { kind: changeableKind, name, body },
  delete: { kind, name },
  get: { kind, name },
  list: { kind, only: optional(name) },
  race: { kind: changeableKind, name, bodies, at: oneOf(['in turn', 'once']) },
  again: { step: change },
  getHealth: { name, group: name },
  addInstances: { name, instances },
  removeInstances: { name, instances },
  attachNetworkEndpoints: { name, endpoints },
  detachNetworkEndpoints: { name, endpoints },
};

/** Reads one step of a history. @throws TypeError that names the field and says what it must be. */
export function readStep(value: unknown, field: string): Step {
  if (!isObject(value)) throw new TypeError(`${field} must be an object`);
  const { do: verb, ...rest } = value;
  const fields = typeof verb === 'string' && Object.hasOwn(FIELDS, verb) ? FIELDS[verb as Step['do']] : undefined;
  if (fields === undefined) {
    throw new TypeError(`${field}.do must be one of ${Object.keys(FIELDS).join(', ')}; got ${JSON.stringify(verb)}`);
  }
  for (const key of Object.keys(rest)) {
    if (Object.hasOwn(fields, key)) continue;
    throw new TypeError(`${field}.${key} is no field of ${String(verb)}, which has ${Object.keys(fields).join(', ')}`);
  }
  for (const [key, check] of Object.entries(fields)) check(rest[key], `${field}.${key}`);
  // Every field was just checked.
  return value as Step;
}

function oneOf(choices: readonly unknown[]): Check {
  return (value, field) => {
    if (choices.includes(value)) return;
    throw new TypeError(`${field} must be one of ${choices.join(', ')}; got ${JSON.stringify(value)}`);
  };
}

function optional(check: Check): Check {
  return (value, field) => (value === undefined ? undefined : check(value, field));
}

function kind(value: unknown, field: string): void {
  oneOf(KINDS)(value, field);
}

function changeableKind(value: unknown, field: string): void {
  oneOf(CHANGEABLE_KINDS)(value, field);
}

function name(value: unknown, field: string): void {
  oneOf(NAMES)(value, field);
}

function newName(value: unknown, field: string): void {
  oneOf([...NAMES, 'Bad_Name'])(value, field);
}

/** What is in a body is for the cloud to judge; only what stands for links is read here. */
function body(value: unknown, field: string): void {
  if (!isObject(value)) throw new TypeError(`${field} must be an object of GCE's fields`);
  const { healthChecks = [], backends = [] } = value;
  if (!Array.isArray(healthChecks)) throw new TypeError(`${field}.healthChecks must be a list of short names`);
  if (!Array.isArray(backends)) throw new TypeError(`${field}.backends must be a list`);
  for (const [index, check] of healthChecks.entries()) name(check, `${field}.healthChecks[${index}]`);
  for (const [index, backend] of backends.entries()) {
    const key = isObject(backend) && backend['networkEndpointGroup'] !== undefined ? 'networkEndpointGroup' : 'group';
    const at = `${field}.backends[${index}]`;
    name(isObject(backend) ? backend[key] : undefined, `${at}.${key}`);
    if (key === 'group' || !isObject(backend) || backend['group'] === undefined) continue;
    throw new TypeError(`${at} must have group or networkEndpointGroup, not both`);
  }
}

function bodies(value: unknown, field: string): void {
  if (!Array.isArray(value) || value.length !== 2) throw new TypeError(`${field} must be a list of two bodies`);
  for (const [index, each] of value.entries()) body(each, `${field}[${index}]`);
}

function change(value: unknown, field: string): void {
  const step = readStep(value, field);
  oneOf(['create', 'update', 'replace', 'patch', 'delete'])(step.do, `${field}.do`);
}

function instances(value: unknown, field: string): void {
  if (Array.isArray(value) && value.length > 0 && value.every((each) => Number.isSafeInteger(each) && each >= 0))
    return;
  throw new TypeError(`${field} must be a list of whole numbers: which of the instances, from 0`);
}

function endpoints(value: unknown, field: string): void {
  const isIndex = (each: unknown): boolean =>
    typeof each === 'number' && Number.isInteger(each) && each >= 0 && each <= 255;
  if (Array.isArray(value) && value.length > 0 && value.every((each) => isIndex(each))) return;
  throw new TypeError(`${field} must be a list of whole numbers from 0 to 255: which of the endpoints`);
}
