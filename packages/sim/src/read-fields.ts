/**
 * Reads what a person or the control plane gave as a rule: a plain object with known fields only.
 *
 * @throws TypeError naming the field that is not known
 */
export function readFields(value: unknown, what: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${what} must be an object with the fields ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${what} has no field '${unknown}'; it knows ${known.join(', ')}`);
  }
  return value as Readonly<Record<string, unknown>>; // an object that is no array, of whatever values
}

/** A whole number in a range. @throws TypeError naming the field */
export function readWhole(value: unknown, field: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${field} must be a whole number from ${least} to ${most}; got ${show(value)}`);
}

/** A text that is not empty. @throws TypeError naming the field */
export function readText(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError(`${field} must be a text that is not empty; got ${show(value)}`);
}

/** A value as it is shown in a message, cut short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, 5).map(show).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The longest time a rule may name: a year. */
export const LONGEST_MS: number = 365 * 24 * 3_600_000;
