import { listOr, objectOr } from './json.ts';

/** The items of all pages of a list. */
export function pageItems<T>(pages: readonly unknown[]): T[] {
  // T is the wire type of the items, which the API's answer is taken at its word for.
  return pages.flatMap((page) => listOr(objectOr(page)['items']) as readonly T[]);
}
