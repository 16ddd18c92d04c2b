/**
 * The value of an enumeration that a text or number stands for, as protocol buffers read JSON: its name, in any case and
 * with dashes for underscores, or its number, which may be a text of digits.
 *
 * @returns undefined if it stands for none
 */
export function findEnumValue(values: readonly string[], sent: string | number): string | undefined {
  if (typeof sent === 'string' && values.includes(sent)) return sent;
  const number = typeof sent === 'number' ? sent : /^\d{1,10}$/.test(sent) ? Number(sent) : undefined;
  if (number !== undefined) return values.find((value) => numberOf(value) === number);
  const name = String(sent).replaceAll('-', '_').toUpperCase();
  return values.find((value) => value.toUpperCase() === name);
}

/**
 * The name by which an enumeration reads back what it does not know, such as FEATURE_TYPE_UNSPECIFIED; undefined of one that has
 * none for it. A mere UNSPECIFIED is a value like others: a protocol, say.
 */
export const unspecifiedOf = (values: readonly string[]): string | undefined =>
  values.find((value) => value.endsWith('_UNSPECIFIED'));

/**
 * The number of an enumeration's value, which Google's clients send: 29 bits of a hash of its name, as their generator
 * (https://github.com/googleapis/disco-to-proto3-converter) gives all of Compute's.
 */
export function numberOf(value: string): number {
  let hash = 0;
  for (let index = 0; index < value.length; index++) hash = (Math.imul(hash, 31) + value.charCodeAt(index)) | 0;
  return (hash << 3) >>> 3;
}
