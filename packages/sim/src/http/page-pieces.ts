import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';

/** One of the resources on a page, and where it stands. */
export interface Item {
  readonly item: JsonObject;
  /** What is between it and the one before it. */
  readonly between: string;
  readonly isFirst: boolean;
  /** How deep it is in the page. */
  readonly level: number;
}

/** Of so many resources on a page each is kept: one that changes does not have the others written anew. */
const MANY = 8;

/** Whether an answer is a page of many resources: of one scope, or of several. */
export function isLongPage({ items }: JsonObject): boolean {
  if (Array.isArray(items)) return items.length >= MANY;
  if (!isObject(items)) return false;
  let count = 0;
  for (const scoped of Object.values(items)) {
    if (!isObject(scoped)) return false;
    for (const listed of Object.values(scoped)) if (Array.isArray(listed)) count += listed.length;
  }
  return count >= MANY;
}

/** A page in pieces that make its text when they are put together: the resources on it, and what is around them. */
export function pagePieces(page: JsonObject, isCompact: boolean): readonly (string | Item)[] {
  const pieces: (string | Item)[] = [];
  const line = (level: number): string => (isCompact ? '' : `\n${'  '.repeat(level)}`);
  const writeObject = (object: JsonObject, level: number, write: (name: string, value: Json) => void): void => {
    let before = `{${line(level + 1)}`;
    for (const name of Object.keys(object)) {
      const value = object[name];
      if (value === undefined) continue;
      pieces.push(`${before}${JSON.stringify(name)}:${isCompact ? '' : ' '}`);
      write(name, value);
      before = `,${line(level + 1)}`;
    }
    pieces.push(before.startsWith('{') ? '{}' : `${line(level)}}`);
  };
  const writeList = (list: Json, level: number): void => {
    if (!Array.isArray(list) || !list.every(isObject) || list.length === 0) {
      pieces.push(textAt(list, level, isCompact));
      return;
    }
    const between = `,${line(level + 1)}`;
    pieces.push('[');
    for (const [index, item] of list.entries()) pieces.push({ item, between, isFirst: index === 0, level: level + 1 });
    pieces.push(`${line(level)}]`);
  };
  const writeScope = (scoped: Json): void => {
    if (isObject(scoped)) writeObject(scoped, 2, (_, list) => writeList(list, 3));
    else pieces.push(textAt(scoped, 2, isCompact));
  };
  writeObject(page, 0, (name, value) => {
    if (name !== 'items') pieces.push(textAt(value, 1, isCompact));
    else if (isObject(value)) writeObject(value, 1, (_, scoped) => writeScope(scoped));
    else writeList(value, 1);
  });
  return pieces;
}

/** The text of a value where it is inside of a longer one. No text in JSON has a line of its own. */
export const textAt = (value: Json, level: number, isCompact: boolean): string =>
  isCompact ? JSON.stringify(value) : JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${'  '.repeat(level)}`);
