import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { findSchema, methods, schema, schemaNames } from './index.ts';
import type { Method, Parameter, Property } from './index.ts';
import { newerFields, newerMethods, newerSchemas, newerValues } from './newer-than-client-library.test-support.ts';

/*
 * Google's own client library describes the API as protocol buffers, made by another converter. The two must agree; where
 * they do not, this file says where, and `newer-than-client-library` what is younger than the library.
 */

/** Not in the protocol buffers: the names of their messages would clash with `HTTPHealthCheck`. 14 methods. */
const collectionsOnlyInModel = new Set(['httpHealthChecks', 'httpsHealthChecks']);
const schemasOnlyInModel = new Set([
  'HttpHealthCheck',
  'HttpHealthCheckList',
  'HttpsHealthCheck',
  'HttpsHealthCheckList',
]);

/** Methods without an answer, for which the protocol buffers invent an empty message. */
const withoutResponse = new Set([
  'backendServices.getEffectiveSecurityPolicies',
  'globalOperations.delete',
  'globalOrganizationOperations.delete',
  'instances.sendDiagnosticInterrupt',
  'regionOperations.delete',
  'zoneOperations.delete',
]);

/** Services whose own name is taken by a message; the collection has the name without the last word. */
const renamedServices = new Map([
  ['GlobalFrontendSettingsService', 'GlobalFrontendSettings'],
  ['InstanceSettingsService', 'InstanceSettings'],
  ['SnapshotSettingsService', 'SnapshotSettings'],
]);

/** Parameters that may be given several times, of which the protocol buffers take one. */
const repeatedOnlyInModel = new Set(['paths', 'views']);

interface Field {
  readonly type: string;
  readonly rule?: string;
  readonly keyType?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

interface Rpc {
  readonly requestType: string;
  readonly responseType: string;
  readonly options: Readonly<Record<string, string>>;
}

/** A node of protobufjs' JSON form: a namespace, a message, an enum or a service. */
interface Declaration {
  readonly nested?: Readonly<Record<string, Declaration>>;
  readonly fields?: Readonly<Record<string, Field>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly methods?: Readonly<Record<string, Rpc>>;
}

const file = createRequire(import.meta.url).resolve('@google-cloud/compute/build/protos/protos.json');
// The file is generated in the form above; the test fails below where it is not.
const root = JSON.parse(readFileSync(file, 'utf8')) as Declaration;
const v1 = ['google', 'cloud', 'compute', 'v1'].reduce((at: Declaration, name) => at.nested?.[name] ?? {}, root);

function fieldsOf(message: string): [name: string, field: Field][] {
  return Object.entries(v1.nested?.[message]?.fields ?? {});
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What both sides say of a method, in one form. Placeholders that stand for one segment keep their name. */
interface Call {
  readonly id: string;
  readonly verb: string | undefined;
  readonly path: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly request: string | undefined;
  readonly response: string | undefined;
  readonly operationScope: string | undefined;
}

function callOfRpc(service: string, name: string, rpc: Rpc): Call {
  const id = `${lowerFirst(renamedServices.get(service) ?? service)}.${lowerFirst(name)}`;
  const http = (key: string): string | undefined => rpc.options[`(google.api.http).${key}`];
  const verb = ['get', 'post', 'put', 'patch', 'delete'].find((key) => http(key) !== undefined);
  const template = http(verb ?? '') ?? '';
  const inPath = new Set([...template.matchAll(/\{(\w+)/g)].map(([, field = '']) => camelCase(field)));
  const body = camelCase(http('body') ?? '');
  const fields = fieldsOf(rpc.requestType);
  const query = fields.filter(([field]) => !inPath.has(field) && field !== body);
  return {
    id,
    verb: verb?.toUpperCase(),
    path: template
      .replace('/compute/v1/', '')
      .replaceAll(/\{\w+=([^}]+)\}/g, (_, pattern: string) => pattern.replaceAll('*', '{}'))
      .replaceAll(/\{(\w+)\}/g, (_, field: string) => `{${camelCase(field)}}`),
    query: Object.fromEntries(
      query.map(([field, { type, rule, options }]) => {
        const isRequired = options?.['(google.api.field_behavior)'] === 'REQUIRED';
        return [field, `${rule === 'repeated' ? '[]' : ''}${type}${isRequired ? '!' : ''}`];
      }),
    ),
    request: fields.find(([field]) => field === body)?.[1].type,
    response: withoutResponse.has(id) ? undefined : rpc.responseType,
    operationScope: rpc.options['(google.cloud.operation_service)'],
  };
}

const services = {
  global: 'GlobalOperations',
  region: 'RegionOperations',
  zone: 'ZoneOperations',
  organization: 'GlobalOrganizationOperations',
  organizationZone: 'ZoneOrganizationOperations',
  folder: 'GlobalFolderOperations',
  folderZone: 'ZoneFolderOperations',
};

function callOfMethod(method: Method): Call {
  const { id, httpMethod, path, parameters, request, response, operationScope } = method;
  const query = Object.entries(parameters).filter(([, { location }]) => location === 'query');
  return {
    id,
    verb: httpMethod,
    path: path.replaceAll(/\{reservation(?:Sub)?(?:Blocks|s)Id\}/g, '{}'),
    query: Object.fromEntries(query.map(([name, parameter]) => [name, protoParameter(name, parameter)])),
    request,
    response,
    operationScope: operationScope && services[operationScope],
  };
}

function protoParameter(name: string, { type, format, repeated, required }: Parameter): string {
  return `${repeated && !repeatedOnlyInModel.has(name) ? '[]' : ''}${protoScalar(type, format)}${required ? '!' : ''}`;
}

/** The protocol buffers know neither bytes nor times: all of them are strings. */
function protoScalar(type: string, format: string | undefined): string {
  if (type === 'boolean') return 'bool';
  if (format !== undefined && /^(?:u?int(?:32|64)|float|double)$/.test(format)) return format;
  return type;
}

/** Type of a field in one form. Objects declared in place have other names there; enums are strings but for one. */
function protoProperty(property: Property): string {
  const { type, ref, items } = property;
  if (type === 'array' && items !== undefined) return `[]${protoProperty(items)}`;
  if (type === 'map' && items !== undefined)
    return items.type === 'any' ? 'google.protobuf.Any' : `{}${protoProperty(items)}`;
  if (type === 'object' && ref !== undefined) return isDeclaredInPlace(ref) ? 'declared in place' : ref;
  return protoScalar(type, property.format);
}

function isDeclaredInPlace(schemaName: string): boolean {
  return !/^[A-Z]\w*$/.test(schemaName);
}

function fieldType({ type, rule, keyType }: Field, property: Property | undefined): string {
  const element = property?.items ?? property;
  const inPlace = element?.ref !== undefined && isDeclaredInPlace(element.ref);
  const name = inPlace ? 'declared in place' : type === 'Status' && element?.enum !== undefined ? 'string' : type;
  return `${rule === 'repeated' ? '[]' : ''}${keyType === undefined ? '' : '{}'}${name}`;
}

test('every RPC is a method of the model and every method an RPC, with the same path, parameters and types', () => {
  const rpcs = Object.entries(v1.nested ?? {}).flatMap(([service, declaration]) =>
    Object.entries(declaration.methods ?? {}).map(([name, rpc]) => callOfRpc(service, name, rpc)),
  );
  const known = methods.filter(({ collection }) => !collectionsOnlyInModel.has(collection));
  const described = known.filter(({ id }) => !newerMethods.includes(id));
  expect(rpcs).toHaveLength(1005);
  expect(methods.length - known.length).toBe(14);
  expect(known.length - described.length).toBe(newerMethods.length);
  const byId = new Map(rpcs.map((rpc) => [rpc.id, rpc]));
  for (const method of described) expect(callOfMethod(method)).toEqual(byId.get(method.id));
  expect(described).toHaveLength(byId.size);
});

test('every schema has the fields of its message, with the same types', () => {
  const known = schemaNames.filter((name) => !isDeclaredInPlace(name) && !schemasOnlyInModel.has(name));
  const compared = known.filter((name) => !newerSchemas.includes(name));
  expect(compared).toHaveLength(1063);
  expect(newerSchemas.filter((name) => v1.nested?.[name] !== undefined || findSchema(name) === undefined)).toEqual([]);
  for (const name of compared) {
    const { properties } = schema(name);
    const fields = fieldsOf(name).map(([field, declared]) => [field, fieldType(declared, properties[field])]);
    const older = Object.entries(properties).filter(([field]) => !newerFields.includes(`${name}.${field}`));
    const expected = older.map(([field, property]) => [field, protoProperty(property)]);
    expect({ name, ...Object.fromEntries(expected) }).toEqual({ name, ...Object.fromEntries(fields) });
  }
});

/*
 * A value that two enums of one message share may be missing from the protocol buffers, where it could be declared but
 * once. The value 0, which stands for "not set", is theirs alone.
 */
test('every enum has the values of its message', () => {
  const enums = schemaNames.flatMap((name) =>
    Object.entries(schema(name).properties).flatMap(([field, property]) => {
      const declared = v1.nested?.[name]?.nested?.[field.charAt(0).toUpperCase() + field.slice(1)]?.values;
      if (declared === undefined) return [];
      const values = enumOf(property).filter((value) => !newerValues.includes(`${name}.${field}=${value}`));
      return [{ name, values, declared }];
    }),
  );
  expect(enums.length).toBeGreaterThan(450);
  const wrong = enums.filter(({ name, values, declared }) => {
    const unknown = Object.keys(declared).filter((value) => declared[value] !== 0 && !values.includes(value));
    const missing = values.filter((value) => declared[value] === undefined && !isShared(name, value));
    return unknown.length + missing.length > 0;
  });
  expect(wrong).toEqual([]);
});

test('what is said to be newer is in the model', () => {
  const fields = newerFields.filter((path) => propertyAt(path) === undefined);
  const values = newerValues.filter((path) => {
    const [field = '', value = ''] = path.split('=');
    return !enumOf(propertyAt(field) ?? { type: 'any' }).includes(value);
  });
  expect([...fields, ...values]).toEqual([]);
});

/** `path`: `Schema.field` */
function propertyAt(path: string): Property | undefined {
  const [name = '', field = ''] = path.split('.');
  return findSchema(name)?.properties[field];
}

function enumOf(property: Property): readonly string[] {
  return property.enum ?? property.items?.enum ?? [];
}

function isShared(schemaName: string, value: string): boolean {
  const holders = Object.values(schema(schemaName).properties).filter((property) => enumOf(property).includes(value));
  return holders.length > 1;
}
