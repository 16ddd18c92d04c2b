import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeParameter, decodeProperty } from '../src/descriptor.ts';
import type { Parameter, Property } from '../src/model.ts';
import { encodeParameter, encodeProperty, encodeSchema } from './encode.ts';

const word = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/);
const text = fc.stringMatching(/^[!-:<-~]{1,20}$/);
const methodId = fc.stringMatching(/^[a-z]{1,8}\.[a-z]{1,8}$/);

const scalar = fc.oneof(
  fc.constantFrom({ type: 'string' as const }, { type: 'boolean' as const }),
  fc.constantFrom('int32', 'uint32').map((format) => ({ type: 'integer' as const, format })),
  fc.constantFrom('int64', 'uint64', 'byte', 'google-datetime').map((format) => ({ type: 'string' as const, format })),
  fc.array(word, { minLength: 1 }).map((values) => ({ type: 'string' as const, enum: values })),
);

const { element } = fc.letrec<{ element: Property }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.constantFrom<Property>({ type: 'any' }, { type: 'any', format: 'google.protobuf.Value' }),
    fc.constantFrom('Backend', 'Metadata.items', 'warning').map((ref): Property => ({ type: 'object', ref })),
    tie('element').map((items): Property => ({ type: 'array', items })),
    tie('element').map((items): Property => ({ type: 'map', items })),
  ),
}));

const attributes = fc.record(
  {
    pattern: text,
    outputOnly: fc.constant(true as const),
    default: text,
    minimum: fc.integer(),
    requiredOn: fc.array(methodId, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

const property: fc.Arbitrary<Property> = fc.tuple(element, attributes).map(([type, rest]) => ({ ...type, ...rest }));

const parameter: fc.Arbitrary<Parameter> = fc
  .tuple(
    scalar,
    fc.record({ location: fc.constantFrom('path' as const, 'query' as const) }),
    fc.record(
      {
        required: fc.constant(true as const),
        repeated: fc.constant(true as const),
        pattern: text,
        default: text,
        minimum: fc.integer(),
        maximum: fc.integer(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([type, location, rest]) => ({ ...type, ...location, ...rest }));

test('a property survives encoding and decoding', () => {
  fc.assert(
    fc.property(property, (value) => {
      expect(decodeProperty(encodeProperty(value))).toEqual(value);
    }),
  );
});

test('a parameter survives encoding and decoding', () => {
  fc.assert(
    fc.property(parameter, (value) => {
      expect(decodeParameter(encodeParameter(value))).toEqual(value);
    }),
  );
});

test('what the notation cannot hold is refused, not lost', () => {
  expect(() => encodeProperty({ type: 'string', pattern: 'a;b' })).toThrow('attribute without a meaning');
  expect(() => encodeProperty({ type: 'string', enum: ['A|B'] })).toThrow('does not decode to');
  expect(() => encodeProperty({ type: 'string', format: 'uuid' })).toThrow('does not decode to');
  const blank: Property = { type: 'string', pattern: 'a b' };
  expect(() => encodeSchema({ name: 'X', properties: { p: blank } })).toThrow('X: a blank in p:string;pattern=a b');
});
