import type { Property } from '@gcepool/api';
import type { Json } from '../kernel/json.ts';
import { badRequest, invalid } from '../kernel/refusal.ts';
import { checkLength } from './most-values.ts';
import { patternOf } from './pattern.ts';

/** Reads a text, or a number where a text is due, which is its digits. @throws Refusal naming the field */
export function readString(property: Property, value: Json, path: string): string {
  if (property.format === 'int64' || property.format === 'uint64') return readLong(property, value, path);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw wrongType(path, value, 'a string');
  checkLength(text, path);
  if (property.pattern !== undefined && text !== '' && !patternOf(property.pattern).test(text)) {
    throw invalid(path, value, `Must be a match of regex '(?:${property.pattern})'`);
  }
  if (property.format === 'byte' && !BASE64.test(text)) throw invalid(path, value, 'Must be base64.');
  return text;
}

/** Reads true or false, or the text of one. @throws Refusal naming the field */
export function readBoolean(value: Json, path: string): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw wrongType(path, value, 'a boolean');
}

/** Reads a 32-bit integer, or the text of one, with an exponent or not. @throws Refusal naming the field */
export function readInteger(property: Property, value: Json, path: string): number {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  const isUnsigned = property.format === 'uint32';
  const [least, most] = isUnsigned ? [0, 0xffffffff] : [-0x80000000, 0x7fffffff];
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    throw wrongType(path, value, isUnsigned ? 'an unsigned 32-bit integer' : 'a 32-bit integer');
  }
  return number;
}

function readLong(property: Property, value: Json, path: string): string {
  const long = longOf(value);
  const isUnsigned = property.format === 'uint64';
  if (long === undefined || !isLong(long, isUnsigned)) {
    throw wrongType(path, value, isUnsigned ? 'an unsigned 64-bit integer' : 'a 64-bit integer');
  }
  return String(long);
}

/** An integer of few digits; what comes with a point or an exponent has no more of them than a number can hold. */
function longOf(value: Json): bigint | undefined {
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? BigInt(number) : undefined;
}

const isLong = (value: bigint, isUnsigned: boolean): boolean =>
  isUnsigned ? value >= 0n && value < 1n << 64n : value >= -(1n << 63n) && value < 1n << 63n;

/** Reads a number, or the text of one. @throws Refusal naming the field */
export function readNumber(property: Property, value: Json, path: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFloat = property.format === 'float';
  if (typeof number !== 'number' || !Number.isFinite(isFloat ? Math.fround(number) : number)) {
    throw wrongType(path, value, isFloat ? 'a 32-bit number' : 'a number');
  }
  return isFloat ? shortestFloat(number) : number;
}

/** A 32-bit float prints with as few digits as tell it from its neighbours: 0.8, not 0.800000011920929. */
function shortestFloat(value: number): number {
  const float = Math.fround(value);
  // Six digits always survive a float, and nine always tell it from its neighbours.
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return Number(float.toPrecision(9));
}

/** @param expected as `a list` */
export const wrongType = (path: string, value: Json, expected: string): ReturnType<typeof badRequest> =>
  badRequest(`Invalid value at '${path}': expected ${expected}, got ${describe(value)}.`);

function describe(value: Json): string {
  const text = JSON.stringify(value);
  return `${nameOfType(value)} ${text.length > 60 ? `${text.slice(0, 60)}...` : text}`;
}

/** What a value is called in messages. */
export const nameOfType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a message' : typeof value;

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** A decimal number as JSON has it; protocol buffers take exponents in quotes too. */
const DECIMAL = /^-?\d{1,20}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,2})?$/;
