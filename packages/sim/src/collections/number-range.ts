import type { Json } from '../kernel/json.ts';
import { invalid } from '../kernel/refusal.ts';

/**
 * Checks a number, if there is one. The words for one that is too small are known from field reports; those for one that
 * is too large are made after them.
 *
 * @param field as the message names it: `resource.timeoutSec`
 * @throws Refusal when the number is out of range
 */
export function checkNumber(value: Json | undefined, [least, most]: readonly [number, number], field: string): void {
  if (typeof value !== 'number') return;
  if (value < least) throw invalid(field, value, `Must be greater than or equal to ${least}`);
  if (value > most) throw invalid(field, value, `Must be less than or equal to ${most}`);
}

/** A number that need not be whole, as messages print it (reports: `1.0`). */
export const fractionText = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/**
 * As {@link checkNumber}, for a number that need not be whole: its bounds are printed so (observed: `1.0`).
 *
 * @throws Refusal when the number is out of range
 */
export function checkFraction(value: Json | undefined, [least, most]: readonly [number, number], field: string): void {
  if (typeof value !== 'number') return;
  if (value < least)
    throw invalid(field, fractionText(value), `Must be greater than or equal to ${fractionText(least)}`);
  if (value > most) throw invalid(field, fractionText(value), `Must be less than or equal to ${fractionText(most)}`);
}

/** The numbers of ports. */
export const PORTS: readonly [number, number] = [1, 65_535];
