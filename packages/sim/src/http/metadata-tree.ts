import type { Json, JsonObject } from '../kernel/json.ts';
import { isObject } from '../kernel/json.ts';
import { own } from '../kernel/own.ts';

/** What is at a path such as `instance/network-interfaces/0/ip` of all that an instance says of itself; undefined where there is nothing. */
export function metadataAt(tree: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = tree;
  let folder = '';
  for (const segment of path.split('/').filter(Boolean)) {
    if (Array.isArray(value)) value = /^\d+$/.test(segment) ? value[Number(segment)] : undefined;
    else if (isObject(value))
      value = own(value, hasOwnNames(folder) ? segment : camelCase(segment)) ?? own(value, segment);
    else return undefined;
    folder += `/${camelCase(segment)}`;
  }
  return value;
}

/** Whether a path leads on: a list of texts, such as `scopes`, is shown in lines, and `tags` as they are. */
export const isFolder = (value: Json): boolean => isObject(value) || (Array.isArray(value) && value.some(isObject));

/** What is in the folder at `path`, a line for each. */
export const listing = (folder: Json, path: string): string =>
  entriesOf(folder, path)
    .map(([name, value]) => `${name}${isFolder(value) ? '/' : ''}\n`)
    .join('');

/** All that is below the folder at `path` as lines of a path, from there on, and a value. */
export const lines = (folder: Json, path: string, prefix = ''): string =>
  entriesOf(folder, path)
    .map(([name, value]) =>
      isFolder(value) ? lines(value, `${path}/${name}`, `${prefix}${name}/`) : `${prefix}${name} ${textOf(value)}\n`,
    )
    .join('');

/** A value as text. */
export function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => `${textOf(item)}\n`).join('');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function entriesOf(folder: Json, path: string): readonly (readonly [string, Json])[] {
  if (Array.isArray(folder)) return folder.map((value, index) => [String(index), value]);
  if (!isObject(folder)) return [];
  return Object.entries(folder).map(([name, value]) => [
    hasOwnNames(camelCase(path)) ? name : kebabCase(name),
    value ?? null,
  ]);
}

/** Folders in which names are those that somebody gave. Of a path in the words of JSON. */
const hasOwnNames = (path: string): boolean =>
  /\/(?:attributes|guestAttributes(?:\/[^/]*)?|serviceAccounts)$/.test(path);

/** Names in paths: `network-interfaces` is `networkInterfaces` in JSON; `universe_domain` is asked for as well. */
const camelCase = (name: string): string => name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
