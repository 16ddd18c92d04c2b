import { expect, test } from 'vitest';
import { findSchema, kindOf, methods, schema, schemaNames } from './index.ts';
import type { Property } from './index.ts';

const ids = new Set(methods.map(({ id }) => id));

function everyProperty(): [path: string, property: Property][] {
  return schemaNames.flatMap((name) =>
    Object.entries(schema(name).properties).map(([key, property]): [string, Property] => [`${name}.${key}`, property]),
  );
}

/** The property itself, its elements or values, their elements and so on. */
function nested(property: Property): Property[] {
  return [property, ...(property.items === undefined ? [] : nested(property.items))];
}

/** `path`: `Schema.property` */
function isOutputOnly(path: string): boolean {
  const [name = '', key = ''] = path.split('.');
  return schema(name).properties[key]?.outputOnly ?? false;
}

test('a schema says all that the API declares of it', () => {
  expect(schema('NamedPort')).toEqual({
    name: 'NamedPort',
    properties: { name: { type: 'string' }, port: { type: 'integer', format: 'int32' } },
  });
  expect(schema('Address').properties).toMatchObject({
    id: { type: 'string', format: 'uint64', outputOnly: true },
    labels: { type: 'map', items: { type: 'string' } },
    name: { type: 'string', pattern: '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?', requiredOn: ['addresses.insert'] },
    users: { type: 'array', items: { type: 'string' }, outputOnly: true },
    ipVersion: { type: 'string', enum: ['IPV4', 'IPV6', 'UNSPECIFIED_VERSION'] },
  });
  expect(schema('BackendServiceAggregatedList').properties['items']).toEqual({
    type: 'map',
    items: { type: 'object', ref: 'BackendServicesScopedList' },
  });
  expect(schema('Image').properties['sourceType']?.default).toBe('RAW');
  expect(schema('Status').properties['details']).toEqual({
    type: 'array',
    items: { type: 'map', items: { type: 'any' } },
  });
});

test('objects declared in place are named by where they stand, shared ones without the owner', () => {
  expect(schema('Metadata').properties['items']?.items?.ref).toBe('Metadata.items');
  expect(Object.keys(schema('Metadata.items').properties)).toEqual(['key', 'value']);
  expect(schema('AddressList').properties['warning']?.ref).toBe('warning');
  expect(schema('Operation').properties['warnings']?.items?.ref).toBe('warning');
  expect(schemaNames.filter((name) => !/^[A-Z]\w*$/.test(name))).toEqual([
    'Image.rawDisk',
    'MachineType.accelerators',
    'Metadata.items',
    'allowed',
    'error',
    'error.errors',
    'error.errors.errorDetails',
    'warning',
    'warning.data',
  ]);
});

test('every object names a schema, every array and map its items, and nothing else does', () => {
  const wrong = everyProperty().filter(([, property]) =>
    nested(property).some(({ type, ref, items }) => {
      const wantsItems = type === 'array' || type === 'map';
      const refIsRight = type === 'object' ? findSchema(ref ?? '') !== undefined : ref === undefined;
      return !refIsRight || (items !== undefined) !== wantsItems;
    }),
  );
  expect(wrong).toEqual([]);
});

test('every format is on its type', () => {
  const formats = new Set<string>();
  for (const [, property] of everyProperty()) {
    for (const { type, format } of nested(property)) if (format !== undefined) formats.add(`${format} ${type}`);
  }
  expect([...formats].toSorted()).toEqual([
    'byte string',
    'double number',
    'float number',
    'google-datetime string',
    'google-duration string',
    'int32 integer',
    'int64 string',
    'uint32 integer',
    'uint64 string',
  ]);
});

test('every pattern compiles', () => {
  const patterns = everyProperty().flatMap(([, { pattern }]) => pattern ?? []);
  expect(patterns).toHaveLength(92);
  for (const pattern of new Set(patterns)) expect(() => new RegExp(`^(?:${pattern})$`)).not.toThrow();
});

test('what is required is required by methods that exist', () => {
  const required = everyProperty().flatMap(([, { requiredOn }]) => requiredOn ?? []);
  expect(required).toHaveLength(62);
  expect(required.filter((id) => !ids.has(id))).toEqual([]);
});

test('what the server sets is marked', () => {
  expect(
    [
      'BackendService.id',
      'BackendService.kind',
      'BackendService.selfLink',
      'BackendService.usedBy',
      'Address.users',
      'InstanceGroup.fingerprint',
      'InstanceGroup.size',
      'HostsListResponse.kind',
      'CustomerEncryptionKey.sha256',
    ].filter((path) => !isOutputOnly(path)),
  ).toEqual([]);
});

test('what only mentions output in its description is not', () => {
  expect(
    [
      'BackendService.fingerprint',
      'BackendService.name',
      'FirewallPolicy.name',
      'ForwardingRule.name',
      'InstanceGroup.network',
      'InstanceGroupManager.namedPorts',
      'InterconnectAttachment.pairingKey',
      'PublicAdvertisedPrefix.pdpScope',
      'VpnTunnel.localTrafficSelector',
    ].filter(isOutputOnly),
  ).toEqual([]);
});

test('what a method requires is not output-only, but for a contradiction of the document itself', () => {
  const contradictions = everyProperty().filter(([, { requiredOn, outputOnly }]) => requiredOn && outputOnly);
  expect(contradictions.map(([path]) => path)).toEqual(['LicenseCode.name']);
});

test('enums are those of the wire', () => {
  const values = everyProperty().flatMap(([, property]) => nested(property).flatMap((part) => part.enum ?? []));
  expect(values.filter((value) => value.startsWith('UNDEFINED_'))).toEqual([]);
  expect(values.filter((value) => !/^[A-Z0-9_]+$/.test(value))).toEqual([]);
});

test('kinds, also the irregular ones', () => {
  expect(kindOf('BackendService')).toBe('compute#backendService');
  expect(kindOf('BackendServiceListUsable')).toBe('compute#usableBackendServiceList');
  expect(kindOf('UrlMap')).toBe('compute#urlMap');
  expect(kindOf('InterconnectGroupsListResponse')).toBe('compute#InterconnectGroup');
  expect(kindOf('NamedPort')).toBeUndefined();
});

test('no inherited name is a schema or a property', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  expect(inherited.filter((name) => findSchema(name) !== undefined)).toEqual([]);
  const found = schemaNames.flatMap((owner) =>
    inherited.filter((name) => schema(owner).properties[name] !== undefined),
  );
  expect(found).toEqual([]);
});

test('a schema is decoded once', () => {
  expect(schema('UrlMap')).toBe(findSchema('UrlMap'));
});

test('an unknown schema is refused by name', () => {
  expect(() => schema('BackendServise')).toThrow('has no schema BackendServise');
  expect(() => kindOf('')).toThrow('has no schema');
});
