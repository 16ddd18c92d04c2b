/** A part of a list: from an index on, and before another. */
export interface ItemRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a list differs from another: before and after that part the two hold the same items, and not only equal ones. What is written is
 * put together from what is there, so that whoever changes one item of thousands, or adds or removes it, shares the others.
 *
 * @param other default: none, and all of the list differs
 */
export function changedItems(list: readonly unknown[], other: readonly unknown[] = NONE): ItemRange {
  const most = Math.min(list.length, other.length);
  let start = 0;
  while (start < most && list[start] === other[start]) start++;
  let left = 0;
  while (left < most - start && list[list.length - 1 - left] === other[other.length - 1 - left]) left++;
  return { start, end: list.length - left };
}

/** A list with each item that it does not share with another put through a function; the list itself where that changes nothing. */
export function mapChanged<T>(list: readonly T[], other: readonly T[] | undefined, map: (item: T) => T): readonly T[] {
  const { start, end } = changedItems(list, other);
  const changed = list.slice(start, end).map(map);
  if (changed.every((item, index) => item === list[start + index])) return list;
  return [...list.slice(0, start), ...changed, ...list.slice(end)];
}

const NONE: readonly unknown[] = [];
