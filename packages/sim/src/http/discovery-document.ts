import type { ApiModel, Method, Parameter, Property, Schema } from '@gcepool/api';
import type { Json, JsonDraft, JsonObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

const SCOPES: readonly string[] = [
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/compute',
];

/**
 * The discovery document of a version of the API, made from the model: what clients build themselves from, without the
 * descriptions. Objects that Google's document declares in place are schemas here, and a parameter that may hold several
 * segments of a path is several parameters.
 *
 * @param root where the API is served, with a slash at the end
 */
export function discoveryDocument(model: ApiModel, root: string): JsonObject {
  const { version, revision, methods, globalParameters, schemaNames } = model;
  const servicePath = `compute/${version}/`;
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: `compute:${version}`,
    name: 'compute',
    version,
    revision,
    title: 'Compute Engine API',
    description: 'Creates and runs virtual machines on Google Cloud Platform.',
    ownerDomain: 'google.com',
    ownerName: 'Google',
    documentationLink: 'https://cloud.google.com/compute/',
    protocol: 'rest',
    rootUrl: root,
    servicePath,
    basePath: `/${servicePath}`,
    baseUrl: `${root}${servicePath}`,
    batchPath: `batch/compute/${version}`,
    fullyEncodeReservedExpansion: true,
    auth: { oauth2: { scopes: Object.fromEntries(SCOPES.map((scope) => [scope, { description: scope }])) } },
    parameters: parametersOf(globalParameters),
    schemas: Object.fromEntries(schemaNames.map((name) => [idOf(name), schemaOf(model.schema(name))])),
    resources: resourcesOf(methods),
  };
}

/** `Metadata.items` → `MetadataItems` */
const idOf = (schemaName: string): string =>
  schemaName.replaceAll(/\.(.)/g, (_, letter: string) => letter.toUpperCase());

function resourcesOf(methods: readonly Method[]): JsonObject {
  const resources: Record<string, { readonly methods: JsonDraft }> = {};
  for (const method of methods) {
    const resource = own(resources, method.collection) ?? { methods: {} };
    resources[method.collection] = resource;
    resource.methods[method.name] = methodOf(method);
  }
  return resources;
}

const methodOf = ({ id, path, httpMethod, parameters, parameterOrder, request, response }: Method): JsonObject => ({
  id: `compute.${id}`,
  path,
  flatPath: path,
  httpMethod,
  parameters: parametersOf(parameters),
  parameterOrder,
  ...(request === undefined ? {} : { request: { $ref: idOf(request) } }),
  ...(response === undefined ? {} : { response: { $ref: idOf(response) } }),
  scopes: SCOPES,
});

const parametersOf = (parameters: Readonly<Record<string, Parameter>>): JsonObject =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterOf(parameter)]));

function parameterOf({ minimum, maximum, ...parameter }: Parameter): JsonObject {
  return {
    ...parameter,
    ...(minimum === undefined ? {} : { minimum: String(minimum) }),
    ...(maximum === undefined ? {} : { maximum: String(maximum) }),
  };
}

const schemaOf = ({ name, properties }: Schema): JsonObject => ({
  id: idOf(name),
  type: 'object',
  properties: Object.fromEntries(Object.entries(properties).map(([field, property]) => [field, propertyOf(property)])),
});

function propertyOf({ outputOnly, requiredOn, ...property }: Property): JsonObject {
  return {
    ...typeOf(property),
    ...(outputOnly === true ? { readOnly: true } : {}),
    ...(requiredOn === undefined ? {} : { annotations: { required: requiredOn.map((id) => `compute.${id}`) } }),
  };
}

function typeOf({ type, ref, items, minimum, ...rest }: Omit<Property, 'outputOnly' | 'requiredOn'>): JsonObject {
  const inner: Json = items === undefined ? { type: 'any' } : propertyOf(items);
  if (ref !== undefined) return { $ref: idOf(ref) };
  if (type === 'array') return { type, items: inner };
  if (type === 'map') return { type: 'object', additionalProperties: inner };
  return { type, ...rest, ...(minimum === undefined ? {} : { minimum: String(minimum) }) };
}
