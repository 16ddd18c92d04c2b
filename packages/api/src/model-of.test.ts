import { describe, expect, test } from 'vitest';
import * as v1 from './index.ts';
import { apiVersions, findSchema, methods, modelOf, schema } from './index.ts';
import type { ApiModel, Property } from './index.ts';

const beta = modelOf('beta');
const alpha = modelOf('alpha');

test('what the package exports by itself is v1', () => {
  const { version, ...model } = modelOf('v1');
  expect(version).toBe('v1');
  expect(v1).toMatchObject(
    Object.fromEntries(Object.keys(v1).flatMap((key) => (key in model ? [[key, at(model, key)]] : []))),
  );
  expect(Object.keys(model).filter((key) => !(key in v1) && !key.endsWith('Table'))).toEqual([]);
});

function at(model: object, key: string): unknown {
  return Object.entries(model).find(([name]) => name === key)?.[1];
}

test('a version is decoded once, and what it shares with the one before is the same', () => {
  expect(modelOf('alpha')).toBe(alpha);
  expect(alpha.schema('Backend')).toBe(alpha.schema('Backend'));
  expect(beta.schema('NamedPort')).toBe(schema('NamedPort'));
  expect(beta.methods.find(({ id }) => id === 'backendServices.insert')).toBe(
    methods.find(({ id }) => id === 'backendServices.insert'),
  );
});

test('fields, values, parameters and methods of a later version are added to those of v1', () => {
  expect(schema('HealthCheck').properties['type']?.enum).not.toContain('UDP');
  expect(alpha.schema('HealthCheck').properties['type']?.enum).toContain('UDP');
  expect(Object.keys(alpha.schema('HealthCheck').properties)).toEqual(
    [...Object.keys(schema('HealthCheck').properties), 'selfLinkWithId', 'udpHealthCheck'].toSorted(),
  );
  const list = (model: ApiModel) => model.methods.find(({ id }) => id === 'addresses.list')?.parameters ?? {};
  expect(Object.keys(list(modelOf('v1')))).not.toContain('returnPartialSuccess');
  expect(list(beta)['returnPartialSuccess']).toEqual({ location: 'query', type: 'boolean' });
  expect(beta.methods.some(({ collection }) => collection === 'regionNetworkPolicies')).toBe(true);
});

test('what a later version does not have is taken away', () => {
  expect(findSchema('ResourceMetadata')).toBeDefined();
  expect(beta.findSchema('ResourceMetadata')).toBeUndefined();
  expect(beta.schemaNames).not.toContain('ResourceMetadata');
  expect(alpha.findSchema('ResourceMetadata')).toBeUndefined();
  expect(beta.schema('AcceleratorType').properties['resourceMetadata']).toBeUndefined();
  expect(beta.methods.some(({ id }) => id === 'reservationBlocks.getIamPolicy')).toBe(true);
  expect(alpha.methods.some(({ id }) => id === 'reservationBlocks.getIamPolicy')).toBe(false);
});

test('an unknown schema is refused by name and version', () => {
  expect(() => beta.schema('BackendServise')).toThrow('The Compute beta API has no schema BackendServise');
});

describe.each(apiVersions)('%s', (version) => {
  const model = modelOf(version);
  const properties = model.schemaNames.flatMap((name) => Object.entries(model.schema(name).properties));
  const nested = (property: Property): Property[] => [property, ...(property.items ? nested(property.items) : [])];

  test('every schema that is named exists', () => {
    const named = [
      ...properties.flatMap(([, property]) => nested(property).flatMap(({ ref }) => ref ?? [])),
      ...model.methods.flatMap(({ request, response }) => [request ?? [], response ?? []].flat()),
    ];
    expect(named.filter((name) => model.findSchema(name) === undefined)).toEqual([]);
    expect(model.schemaNames.filter((name) => model.findSchema(name)?.name !== name)).toEqual([]);
  });

  test('schemas, fields and methods are sorted, and each stands once', () => {
    const ids = model.methods.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(model.schemaNames).toEqual([...new Set(model.schemaNames)].toSorted());
    const unsorted = model.schemaNames.filter((name) => {
      const fields = Object.keys(model.schema(name).properties);
      return fields.join() !== fields.toSorted().join();
    });
    expect(unsorted).toEqual([]);
  });

  test('every pattern compiles, and what is required is required by methods that exist', () => {
    const ids = new Set(model.methods.map(({ id }) => id));
    for (const [, { pattern }] of properties) expect(() => new RegExp(`^(?:${pattern})$`)).not.toThrow();
    const required = properties.flatMap(([, { requiredOn }]) => requiredOn ?? []);
    expect(required.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('every placeholder is declared, every path parameter stands in the path', () => {
    const wrong = model.methods.filter(({ path, parameters }) => {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const declared = Object.keys(parameters).filter((name) => parameters[name]?.location === 'path');
      return placeholders.toSorted().join() !== declared.toSorted().join();
    });
    expect(wrong).toEqual([]);
  });

  test('every operation can be read where it lives', () => {
    const collections = {
      global: 'globalOperations',
      region: 'regionOperations',
      zone: 'zoneOperations',
      organization: 'globalOrganizationOperations',
      organizationZone: 'zoneOrganizationOperations',
      folder: 'globalFolderOperations',
      folderZone: 'zoneFolderOperations',
    };
    const homes = new Set(model.methods.map(({ id }) => id));
    const homeless = model.methods.filter(
      ({ operationScope }) => operationScope !== undefined && !homes.has(`${collections[operationScope]}.get`),
    );
    expect(homeless).toEqual([]);
  });
});
