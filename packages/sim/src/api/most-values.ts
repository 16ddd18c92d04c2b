import { tooLarge } from '../kernel/refusal.ts';

/**
 * How many items a list or a map of a request may have where no text says how many, and how many characters a text. Limits of
 * ours, and generous: the largest list that GCE documents, the ranges of a firewall rule, and four times the longest text, a
 * value of metadata. They are checked before any item is looked at.
 */
const MOST_ITEMS = 5000;
const MOST_CHARACTERS = 1024 * 1024;

/** @throws Refusal for more items than a request may name */
export function checkCount(count: number, field: string): void {
  if (count > MOST_ITEMS) throw tooLarge(field, MOST_ITEMS, count, 'element(s)');
}

/** @throws Refusal for a text that is longer than any may be */
export function checkLength(text: string, field: string): void {
  if (text.length > MOST_CHARACTERS) throw tooLarge(field, MOST_CHARACTERS, text.length, 'character(s)');
}
