import { modelOf, schema, schemaNames } from '@gcepool/api';
import type { Property } from '@gcepool/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../kernel/json.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { BodyPolicy } from './body.ts';
import { readBody } from './body.ts';
import { numberOf } from './enum-value.ts';
import { IgnoredFields } from './ignored-fields.ts';

const insert: BodyPolicy = {
  model: modelOf('v1'),
  methodId: 'backendServices.insert',
  ignored: new IgnoredFields(true),
  keepsNull: false,
  accepts: [],
  acceptsValues: {},
  ignores: [],
  optional: [],
};
const patch: BodyPolicy = { ...insert, methodId: 'backendServices.patch', keepsNull: true };

const read = (body: unknown, policy: Partial<BodyPolicy> = {}, name = 'BackendService'): JsonObject =>
  readBody(name, body, { ...insert, ...policy });

function refusalOf(body: unknown, policy: Partial<BodyPolicy> = {}, name?: string): Refusal {
  try {
    read(body, policy, name);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
  throw new Error(`Accepted: ${JSON.stringify(body)}`);
}

describe('a field of a wrong type is refused, and the message names it', () => {
  test.each([
    [{ description: true }, "Invalid value at 'resource.description': expected a string, got boolean true."],
    [{ description: ['x'] }, `Invalid value at 'resource.description': expected a string, got a list ["x"].`],
    [{ enableCDN: 'yes' }, `Invalid value at 'resource.enableCDN': expected a boolean, got string "yes".`],
    [{ enableCDN: 1 }, `Invalid value at 'resource.enableCDN': expected a boolean, got number 1.`],
    [{ port: 1.5 }, "Invalid value at 'resource.port': expected a 32-bit integer, got number 1.5."],
    [{ port: '1e-3' }, `Invalid value at 'resource.port': expected a 32-bit integer, got string "1e-3".`],
    [{ port: 2 ** 31 }, "Invalid value at 'resource.port': expected a 32-bit integer, got number 2147483648."],
    [{ port: -(2 ** 31) - 1 }, "Invalid value at 'resource.port': expected a 32-bit integer, got number -2147483649."],
    [{ port: true }, "Invalid value at 'resource.port': expected a 32-bit integer, got boolean true."],
    [{ healthChecks: {} }, "Invalid value at 'resource.healthChecks[0]': expected a string, got a message {}."],
    [{ backends: ['g'] }, `Invalid value at 'resource.backends[0]': expected a message, got string "g".`],
    [
      { backends: [{}, { maxRate: 'many' }] },
      `Invalid value at 'resource.backends[1].maxRate': expected a 32-bit integer, got string "many".`,
    ],
    [{ iap: [] }, "Invalid value at 'resource.iap': expected a message, got a list []."],
    [
      { cdnPolicy: { signedUrlCacheMaxAgeSec: 1.5 } },
      "Invalid value at 'resource.cdnPolicy.signedUrlCacheMaxAgeSec': expected a 64-bit integer, got number 1.5.",
    ],
    [{ metadatas: [] }, "Invalid value at 'resource.metadatas': expected a map, got a list []."],
    [{ metadatas: { a: [] } }, "Invalid value at 'resource.metadatas[a]': expected a string, got a list []."],
    [
      { description: { a: 'x'.repeat(100) } },
      `Invalid value at 'resource.description': expected a string, got a message {"a":"${'x'.repeat(54)}....`,
    ],
  ])('%j', (body, message) => {
    const refusal = refusalOf(body);
    expect(refusal).toMatchObject({ status: 400, reason: 'badRequest', frontEndStatus: 'INVALID_ARGUMENT' });
    expect(refusal.message).toBe(message);
  });

  test.each([[null], [[]], ['text'], [1], [undefined]])('and so is a body that is %j', (body) => {
    expect(refusalOf(body).message).toMatch(/^Invalid JSON payload received\. Root element must be a message, not /);
  });
});

describe('an enumeration', () => {
  test('takes the values the API knows', () => {
    expect(read({ protocol: 'HTTP2' })).toEqual({ protocol: 'HTTP2' });
  });

  test('refuses any other, naming those it takes', () => {
    const refusal = refusalOf({ protocol: 'GOPHER' });
    expect(refusal).toMatchObject({ status: 400, reason: 'invalid', frontEndStatus: undefined });
    expect(refusal.message).toMatch(/^Invalid value for field 'resource\.protocol': 'GOPHER'\. Must be one of: GRPC, /);
    expect(refusalOf({ backends: [{ balancingMode: 'use' }] }).message).toContain(
      "'resource.backends[0].balancingMode': 'use'",
    );
  });

  test('takes what the collection adds', () => {
    const acceptsValues = { 'BackendService.protocol': ['GOPHER'] };
    expect(read({ protocol: 'GOPHER' }, { acceptsValues })).toEqual({ protocol: 'GOPHER' });
    expect(read({ protocol: 'HTTP' }, { acceptsValues })).toEqual({ protocol: 'HTTP' });
    expect(refusalOf({ protocol: 'X' }, { acceptsValues }).reason).toBe('invalid');
  });

  test.each(['utilization', 'Utilization', String(numberOf('UTILIZATION')), numberOf('UTILIZATION')])(
    'takes a value in any case and by its number: %j',
    (balancingMode) => {
      expect(read({ backends: [{ balancingMode }] })).toEqual({ backends: [{ balancingMode: 'UTILIZATION' }] });
    },
  );

  test('has dashes for underscores, and no number but that of a value', () => {
    expect(read({ loadBalancingScheme: 'internal-managed' })).toEqual({ loadBalancingScheme: 'INTERNAL_MANAGED' });
    expect(refusalOf({ protocol: 7 }).message).toContain("'resource.protocol': '7'. Must be one of");
    expect(refusalOf({ protocol: ['HTTP'] }).message).toContain('expected a string, got a list');
    for (const protocol of [0, '0']) expect(read({ protocol, description: 'd' })).toEqual({ description: 'd' });
  });

  test('that has a value for what it does not know takes that, and tells', () => {
    const ignored = new IgnoredFields(false);
    const body = { guestOsFeatures: [{ type: 'NEW_FEATURE' }, { type: 'GVNIC' }] };
    expect(read(body, { ignored }, 'Disk')).toEqual({
      guestOsFeatures: [{ type: 'FEATURE_TYPE_UNSPECIFIED' }, { type: 'GVNIC' }],
    });
    expect(ignored.found).toEqual([
      { field: 'resource.guestOsFeatures[0].type', value: 'NEW_FEATURE', nearest: 'SEV_CAPABLE' },
    ]);
    expect(refusalOf(body, {}, 'Disk').message).toContain('Must be one of');
  });

  test('has the numbers that Google gives its values', () => {
    // As in the enumerations of AttachedDisk.Type and Scheduling.ProvisioningModel in Google's clients.
    expect(['PERSISTENT', 'SCRATCH', 'SPOT'].map(numberOf)).toEqual([460683927, 496778970, 2552066]);
  });
});

describe('what is taken beside the form of the model', () => {
  test.each([
    ['fields in snake case', { health_checks: ['h'], enable_cdn: true }, { healthChecks: ['h'], enableCDN: true }],
    ['at any depth', { backends: [{ balancing_mode: 'RATE' }] }, { backends: [{ balancingMode: 'RATE' }] }],
    [
      'one item for a list',
      { healthChecks: 'h', backends: { group: 'g' } },
      { healthChecks: ['h'], backends: [{ group: 'g' }] },
    ],
    ['lists in a list', { healthChecks: ['a', ['b', ['c', null]]] }, { healthChecks: ['a', 'b', 'c'] }],
    ['a number for a text', { description: 1.5, metadatas: { a: 1 } }, { description: '1.5', metadatas: { a: '1' } }],
    ['a text for a number', { port: '1e3', timeoutSec: '30.0' }, { port: 1000, timeoutSec: 30 }],
    ['a text for true or false', { enableCDN: 'true' }, { enableCDN: true }],
  ])('%s', (_, sent, meant) => {
    expect(read(sent)).toEqual(meant);
  });

  test('snake case is that of a known field', () => {
    expect(refusalOf({ health_check: [] }).message).toContain('Unknown name "health_check"');
    expect(read({ ip_address: '1.2.3.4' }, {}, 'ForwardingRule')).toEqual({ IPAddress: '1.2.3.4' });
    expect(read({ labels: { some_key: 'v' } }, {}, 'Instance')).toEqual({ labels: { some_key: 'v' } });
  });

  test('a map without entries is none', () => {
    expect(read({ labels: {} }, {}, 'Instance')).toEqual({});
    expect(read({ labels: { a: null } }, {}, 'Instance')).toEqual({});
  });
});

describe('a field that the API does not know', () => {
  test.each([
    [{ foo: 1 }, `Unknown name "foo" at 'resource': Cannot find field.`],
    [{ backends: [{ foo: 1 }] }, `Unknown name "foo" at 'resource.backends[0]': Cannot find field.`],
    [JSON.parse('{"__proto__": {"name": "x"}}'), `Unknown name "__proto__" at 'resource': Cannot find field.`],
    [{ constructor: 'x' }, `Unknown name "constructor" at 'resource': Cannot find field.`],
    [{ toString: 'x' }, `Unknown name "toString" at 'resource': Cannot find field.`],
    [{ Name: 'x' }, `Unknown name "Name" at 'resource': Cannot find field.`],
  ])('is refused: %j', (body, message) => {
    expect(refusalOf(body)).toMatchObject({
      status: 400,
      message: `Invalid JSON payload received. ${message}`,
    });
  });

  test('is dropped unless the simulator is strict, and nothing of it is left', () => {
    const body = JSON.parse('{"name": "b", "__proto__": {"port": 1}, "foo": 1, "iap": {"bar": 2, "enabled": true}}');
    const result = read(body, { ignored: new IgnoredFields(false) });
    expect(result).toEqual({ name: 'b', iap: { enabled: true } });
    expect(result['port']).toBeUndefined();
  });
});

describe('the keys of a map are data', () => {
  test('whatever they are called', () => {
    const labels = JSON.parse('{"__proto__": "a", "constructor": "b", "": "c", "k": "d"}');
    const result = read({ labels }, {}, 'Instance');
    expect(JSON.stringify(result)).toBe(JSON.stringify({ labels }));
  });
});

describe('what only the server sets', () => {
  test('is dropped, even when it is nonsense', () => {
    expect(read({ name: 'b', id: 'x', kind: 7, selfLink: {}, creationTimestamp: [], region: 'r' })).toEqual({
      name: 'b',
    });
    expect(read({ networkInterfaces: [{ name: 5, network: 'n' }] }, {}, 'Instance')).toEqual({
      networkInterfaces: [{ network: 'n' }],
    });
  });

  test('is kept where the collection accepts it, at the top alone', () => {
    expect(read({ usedBy: [], id: '7' }, { accepts: ['id'] })).toEqual({ id: '7' });
    expect(refusalOf({ id: 'seven' }, { accepts: ['id'] }).status).toBe(400);
  });
});

describe('null', () => {
  test('counts as absent, and in a PATCH clears', () => {
    const body = { description: null, backends: null, iap: { enabled: null } };
    expect(read(body)).toEqual({ iap: {} });
    expect(read(body, patch)).toEqual({ description: null, backends: null, iap: { enabled: null } });
    expect(read({ labels: { a: null, b: 'x' } }, {}, 'Instance')).toEqual({ labels: { b: 'x' } });
    expect(read({ labels: { a: null, b: 'x' } }, patch, 'Instance')).toEqual({ labels: { a: null, b: 'x' } });
  });
});

describe('what is not set', () => {
  test('an empty list, a list of nothing, and the empty string where the API has values to choose from', () => {
    const body = { backends: [], healthChecks: [null, null], protocol: '', description: '' };
    expect(read(body)).toEqual({ description: '' });
    expect(read(body, patch)).toEqual({ backends: null, healthChecks: null, protocol: null, description: '' });
  });

  test('null in a list is left out, and within a list it clears nothing', () => {
    const body = { backends: [null, { group: 'g', maxRate: null }] };
    expect(read(body, patch)).toEqual({ backends: [{ group: 'g' }] });
  });
});

const printedFloat = (value: number | string): unknown => read({ backends: [{ maxUtilization: value }] })['backends'];

describe('numbers', () => {
  test('int32 may come as a string, and leaves as a number', () => {
    expect(read({ port: '80', timeoutSec: '-1' })).toEqual({ port: 80, timeoutSec: -1 });
    expect(read({ port: 2 ** 31 - 1, timeoutSec: -(2 ** 31) })).toEqual({ port: 2 ** 31 - 1, timeoutSec: -(2 ** 31) });
  });

  test.each([
    [0, '0'],
    [3600, '3600'],
    ['007', '7'],
    ['-0', '0'],
    ['1e3', '1000'],
    [1.0, '1'],
    ['9223372036854775807', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
  ])('int64 leaves as a string of digits: %j as %j', (sent, printed) => {
    expect(read({ cdnPolicy: { signedUrlCacheMaxAgeSec: sent } })).toEqual({
      cdnPolicy: { signedUrlCacheMaxAgeSec: printed },
    });
  });

  test.each(['9223372036854775808', '-9223372036854775809', '1.5', '', ' 1', '0x1', 2 ** 53, '1'.repeat(30)])(
    'int64 has 64 bits, and %j is none',
    (sent) => {
      expect(refusalOf({ cdnPolicy: { signedUrlCacheMaxAgeSec: sent } }).status).toBe(400);
    },
  );

  test('uint64 has no sign', () => {
    const property = { format: 'uint64' };
    const field = ownerOf(({ format }) => format === property.format);
    expect(read({ [field.name]: '18446744073709551615' }, {}, field.schema)).toEqual({
      [field.name]: '18446744073709551615',
    });
    expect(refusalOf({ [field.name]: '-1' }, {}, field.schema).message).toContain('an unsigned 64-bit integer');
    expect(refusalOf({ [field.name]: '18446744073709551616' }, {}, field.schema).status).toBe(400);
  });

  test('a float prints with as few digits as tell it from its neighbours', () => {
    expect(printedFloat(0.800000011920929)).toEqual([{ maxUtilization: 0.8 }]);
    expect(printedFloat('0.8')).toEqual([{ maxUtilization: 0.8 }]);
    expect(printedFloat(16_777_217)).toEqual([{ maxUtilization: 16_777_216 }]);
    expect(printedFloat(1e-50)).toEqual([{ maxUtilization: 0 }]);
    // The floats next to zero have fewer digits than the others.
    const normal = fc.float({ noNaN: true, noDefaultInfinity: true }).filter((float) => Math.abs(float) > 1e-37);
    fc.assert(
      fc.property(normal, (float) => {
        const [{ maxUtilization }] = printedFloat(float) as [{ maxUtilization: number }]; // a list of one, as it was sent
        expect(Math.fround(maxUtilization)).toBe(Math.fround(float));
        const digits = maxUtilization.toExponential().replace(/e.*$/, '').replaceAll(/\D/g, '').length;
        // No shorter decimal reads back as the same float.
        const shorter = digits === 1 ? Number.NaN : Number(maxUtilization.toPrecision(digits - 1));
        expect(Math.fround(shorter)).not.toBe(Math.fround(float));
        expect(digits).toBeLessThanOrEqual(9);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['', ' ', 'much', 'NaN', 'Infinity', 1e39, '-1e39', true])('%j is no float', (sent) => {
    expect(refusalOf({ backends: [{ maxUtilization: sent }] }).message).toContain(
      'resource.backends[0].maxUtilization',
    );
  });
});

test('bytes are base64 in either alphabet', () => {
  for (const fingerprint of ['abc+/A==', 'abc-_A', '']) expect(read({ fingerprint })).toEqual({ fingerprint });
  expect(refusalOf({ fingerprint: 'not base64!' }).message).toBe(
    "Invalid value for field 'resource.fingerprint': 'not base64!'. Must be base64.",
  );
});

test('a pattern of the API must match as a whole', () => {
  expect(refusalOf({ name: 'Bad_Name' }).message).toBe(
    "Invalid value for field 'resource.name': 'Bad_Name'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'",
  );
  for (const name of ['a b', 'ab\n', 'a'.repeat(64), 'a-']) expect(refusalOf({ name }).reason).toBe('invalid');
});

test('what a method requires must be there, but for a PATCH', () => {
  const network = { methodId: 'networks.insert' };
  expect(refusalOf({}, network, 'Network')).toMatchObject({
    status: 400,
    reason: 'required',
    message: "Required field 'resource.name' not specified",
  });
  expect(refusalOf({ name: '' }, network, 'Network').reason).toBe('required');
  expect(refusalOf({ name: null }, network, 'Network').reason).toBe('required');
  expect(read({ name: 'n' }, network, 'Network')).toEqual({ name: 'n' });
  expect(read({}, { ...patch, methodId: 'networks.insert' }, 'Network')).toEqual({});
});

/** Some field of the API that has a property. */
function ownerOf(is: (property: Property) => boolean): { schema: string; name: string } {
  for (const owner of schemaNames) {
    const { properties } = schema(owner);
    const name = Object.keys(properties).find((field) => {
      const property = properties[field];
      return property !== undefined && property.outputOnly !== true && is(property);
    });
    if (name !== undefined) return { schema: owner, name };
  }
  throw new Error('The API has no such field');
}
