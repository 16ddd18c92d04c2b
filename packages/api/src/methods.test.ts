import { expect, test } from 'vitest';
import { findSchema, globalParameters, methods, revision } from './index.ts';
import type { Method } from './index.ts';

function method(id: string): Method {
  const found = methods.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no method ${id}`);
  return found;
}

test('the whole API is there', () => {
  expect(revision).toBe('20261106');
  expect(methods).toHaveLength(1025);
  expect(new Set(methods.map(({ collection }) => collection)).size).toBe(131);
  expect(new Set(methods.map(({ id }) => id)).size).toBe(1025);
});

test('a method says all that the API declares of it', () => {
  expect(method('addresses.insert')).toEqual({
    id: 'addresses.insert',
    collection: 'addresses',
    name: 'insert',
    httpMethod: 'POST',
    path: 'projects/{project}/regions/{region}/addresses',
    parameters: {
      project: expect.objectContaining({ location: 'path', type: 'string', required: true }),
      region: { location: 'path', type: 'string', required: true, pattern: '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?' },
      requestId: { location: 'query', type: 'string' },
    },
    parameterOrder: ['project', 'region'],
    request: 'Address',
    response: 'Operation',
    operationScope: 'region',
  });
});

test('parameters carry their constraints', () => {
  expect(method('addresses.list').parameters['maxResults']).toEqual({
    location: 'query',
    type: 'integer',
    format: 'uint32',
    default: '500',
    minimum: 0,
  });
  expect(method('instances.getSerialPortOutput').parameters['port']).toMatchObject({ minimum: 1, maximum: 4 });
  expect(method('instances.addAccessConfig').parameters['networkInterface']).toEqual({
    location: 'query',
    type: 'string',
    required: true,
  });
  expect(globalParameters['alt']?.enum).toEqual(['json', 'media', 'proto']);
  expect(Object.keys(globalParameters)).toHaveLength(12);
});

test('parameters of one name differ where the API says so', () => {
  expect(method('addresses.insert').parameters['region']?.pattern).toBeDefined();
  expect(method('regionNetworkEndpointGroups.insert').parameters['region']?.pattern).toBeUndefined();
});

test('a placeholder that stands for several segments is declared segment by segment', () => {
  const { path, parameterOrder } = method('reservationSubBlocks.get');
  expect(path).toBe(
    'projects/{project}/zones/{zone}/reservations/{reservationsId}/reservationBlocks/{reservationBlocksId}/reservationSubBlocks/{reservationSubBlock}',
  );
  expect(parameterOrder).toEqual(['project', 'zone', 'reservationsId', 'reservationBlocksId', 'reservationSubBlock']);
});

test('every placeholder is one segment and declared, every path parameter stands in the path', () => {
  const wrong = methods.filter(({ path, parameters }) => {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = Object.keys(parameters).filter((name) => parameters[name]?.location === 'path');
    const template = new Set(declared.map((name) => `{${name}}`));
    const literals = path.split('/').filter((segment) => !template.has(segment));
    return placeholders.length !== declared.length || literals.some((segment) => !/^[a-zA-Z]+$/.test(segment));
  });
  expect(wrong).toEqual([]);
});

test('the order of parameters names each required one once', () => {
  const wrong = methods.filter(({ parameters, parameterOrder }) => {
    const required = Object.keys(parameters).filter((name) => parameters[name]?.required);
    return required.length !== parameterOrder.length || !required.every((name) => parameterOrder.includes(name));
  });
  expect(wrong).toEqual([]);
});

test('every pattern compiles', () => {
  const patterns = methods.flatMap(({ parameters }) =>
    Object.values(parameters).flatMap(({ pattern }) => pattern ?? []),
  );
  expect(patterns.length).toBeGreaterThan(2000);
  for (const pattern of new Set(patterns)) expect(() => new RegExp(`^(?:${pattern})$`)).not.toThrow();
});

test('every request and response names a schema', () => {
  const named = methods.flatMap(({ request, response }) => [request ?? [], response ?? []].flat());
  expect(named).toHaveLength(474 + 1019);
  expect(named.filter((name) => findSchema(name) === undefined)).toEqual([]);
});

test('GET and DELETE take no body', () => {
  const wrong = methods.filter((m) => (m.httpMethod === 'GET' || m.httpMethod === 'DELETE') && m.request !== undefined);
  expect(wrong).toEqual([]);
});

test('operations have a scope where they start, none where they are only read', () => {
  const scopes = methods.map(({ operationScope }) => operationScope);
  expect(scopes.filter((scope) => scope !== undefined)).toHaveLength(511);
  const reading = methods.filter((m) => m.response === 'Operation' && m.operationScope === undefined);
  expect(reading.map(({ id }) => id)).toEqual([
    'globalOperations.get',
    'globalOperations.wait',
    'globalOrganizationOperations.get',
    'regionOperations.get',
    'regionOperations.wait',
    'zoneOperations.get',
    'zoneOperations.wait',
  ]);
});

test('deprecated methods are marked', () => {
  expect(methods.filter((m) => m.deprecated).map(({ id }) => id)).toEqual([
    'projects.moveDisk',
    'projects.moveInstance',
  ]);
});

test('no inherited name is a parameter', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const tables = [globalParameters, ...methods.map(({ parameters }) => parameters)];
  expect(tables.flatMap((table) => inherited.filter((name) => table[name] !== undefined))).toEqual([]);
});
