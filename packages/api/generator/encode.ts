import { isDeepStrictEqual } from 'node:util';
import { decodeParameter, decodeProperty } from '../src/descriptor.ts';
import type { Method, Parameter, Property, Schema } from '../src/model.ts';

/** The descriptor of a property; throws if the decoder would not read the same property back. */
export function encodeProperty(property: Property): string {
  const descriptor = [
    encodeType(property) + (property.outputOnly === true ? '!' : ''),
    ...attribute('pattern', property.pattern),
    ...attribute('default', property.default),
    ...attribute('minimum', property.minimum),
    ...attribute('requiredOn', property.requiredOn?.join(',')),
  ].join(';');
  return checked(descriptor, property, decodeProperty);
}

/** The descriptor of a parameter; throws if the decoder would not read the same parameter back. */
export function encodeParameter(parameter: Parameter): string {
  const { type, format, enum: values } = parameter;
  const descriptor = [
    `${parameter.location} ${parameter.repeated === true ? '[]' : ''}${encodeScalar(type, format, values)}${parameter.required === true ? '!' : ''}`,
    ...attribute('pattern', parameter.pattern),
    ...attribute('default', parameter.default),
    ...attribute('minimum', parameter.minimum),
    ...attribute('maximum', parameter.maximum),
  ].join(';');
  return checked(descriptor, parameter, decodeParameter);
}

/** `Name property:descriptor property:descriptor …` */
export function encodeSchema(schema: Schema): string {
  const properties = Object.entries(schema.properties).map(([name, property]) => `${name}:${encodeProperty(property)}`);
  for (const token of properties) if (/\s/.test(token)) throw new Error(`${schema.name}: a blank in ${token}`);
  return [schema.name, ...properties].join(' ');
}

/**
 * `id verb path request response scope parameters`, with `-` for what is absent. The parameters stand in order, the
 * required ones first, between commas.
 */
export function encodeMethod(method: Method, keyOf: (name: string, parameter: Parameter) => string): string {
  const parameters = Object.entries(method.parameters).map(([name, parameter]) => keyOf(name, parameter));
  return [
    method.id,
    method.httpMethod,
    method.path,
    method.request ?? '-',
    method.response ?? '-',
    method.operationScope ?? '-',
    [...parameters, ...(method.deprecated === true ? ['@deprecated'] : [])].join(','),
  ].join(' ');
}

function encodeType({ type, format, ref, items, enum: values }: Property): string {
  if (type === 'array' && items !== undefined) return `[]${encodeType(items)}`;
  if (type === 'map' && items !== undefined) return `{}${encodeType(items)}`;
  if (type === 'object' && ref !== undefined) return ref;
  return encodeScalar(type, format, values);
}

function encodeScalar(type: string, format: string | undefined, values: readonly string[] | undefined): string {
  return values === undefined ? (format ?? type) : `=${values.join('|')}`;
}

function attribute(key: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${key}=${value}`];
}

function checked<T>(descriptor: string, value: T, decode: (descriptor: string) => T): string {
  if (!isDeepStrictEqual(decode(descriptor), value)) {
    throw new Error(`${descriptor} does not decode to ${JSON.stringify(value)}`);
  }
  return descriptor;
}
