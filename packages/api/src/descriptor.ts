import type { Parameter, Property } from './model.ts';

/*
 * A descriptor is the text of one property or parameter in the generated model. From left to right:
 *
 *   [] {}            array of, map of; may repeat
 *   string           type without a format: string, boolean, any
 *   int64            format that implies its type, see `formats`
 *   =A|B             string that is one of these values
 *   Backend          object of that schema; told from a format by being none
 *   !                output-only (of a parameter: required)
 *   ;key=value       pattern, default, minimum, maximum, requiredOn (ids joined by commas)
 */

type Scalar = 'string' | 'boolean' | 'integer' | 'number';

const formats: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['int32', 'integer'],
  ['uint32', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['int64', 'string'],
  ['uint64', 'string'],
  ['byte', 'string'],
  ['google-datetime', 'string'],
  ['google-duration', 'string'],
  ['google-fieldmask', 'string'],
]);

interface Parts {
  /** `[]string`, `=A|B`, `Backend`: containers and core. */
  readonly type: string;
  /** Whether the mark `!` stands behind the type. */
  readonly marked: boolean;
  readonly attributes: readonly (readonly [key: string, value: string])[];
}

/** Decodes the descriptor of a property. */
export function decodeProperty(descriptor: string): Property {
  const { type, marked, attributes } = split(descriptor);
  const property: Mutable<Property> = decodeType(type);
  if (marked) property.outputOnly = true;
  for (const [key, value] of attributes) {
    if (key === 'pattern' || key === 'default') property[key] = value;
    else if (key === 'minimum') property.minimum = Number(value);
    else if (key === 'requiredOn') property.requiredOn = value.split(',');
    else throw unknownAttribute(key, descriptor);
  }
  return property;
}

/** Decodes the descriptor of a parameter: its location, a blank, and the rest as for a property. */
export function decodeParameter(descriptor: string): Parameter {
  const blank = descriptor.indexOf(' ');
  const location = descriptor.slice(0, blank) === 'path' ? 'path' : 'query';
  const { type, marked, attributes } = split(descriptor.slice(blank + 1));
  const repeated = type.startsWith('[]');
  const parameter: Mutable<Parameter> = { location, ...decodeScalar(repeated ? type.slice(2) : type) };
  if (marked) parameter.required = true;
  if (repeated) parameter.repeated = true;
  for (const [key, value] of attributes) {
    if (key === 'pattern' || key === 'default') parameter[key] = value;
    else if (key === 'minimum' || key === 'maximum') parameter[key] = Number(value);
    else throw unknownAttribute(key, descriptor);
  }
  return parameter;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function split(descriptor: string): Parts {
  const [head = '', ...rest] = descriptor.split(';');
  const marked = head.endsWith('!');
  return {
    type: marked ? head.slice(0, -1) : head,
    marked,
    attributes: rest.map((attribute) => {
      const equals = attribute.indexOf('=');
      return [attribute.slice(0, equals), attribute.slice(equals + 1)];
    }),
  };
}

function decodeType(type: string): Property {
  if (type.startsWith('[]')) return { type: 'array', items: decodeType(type.slice(2)) };
  if (type.startsWith('{}')) return { type: 'map', items: decodeType(type.slice(2)) };
  if (type === 'any') return { type };
  if (type === 'google.protobuf.Value') return { type: 'any', format: type };
  return isScalar(type) ? decodeScalar(type) : { type: 'object', ref: type };
}

function isScalar(type: string): boolean {
  return type === 'string' || type === 'boolean' || type.startsWith('=') || formats.has(type);
}

function decodeScalar(type: string): { type: Scalar; format?: string; enum?: readonly string[] } {
  if (type === 'string' || type === 'boolean') return { type };
  if (type.startsWith('=')) return { type: 'string', enum: type.slice(1).split('|') };
  const scalar = formats.get(type);
  if (scalar === undefined) throw new Error(`The generated model holds a type without a meaning: ${type}`);
  return { type: scalar, format: type };
}

function unknownAttribute(key: string, descriptor: string): Error {
  return new Error(`The generated model holds an attribute without a meaning: ${key} in ${descriptor}`);
}
