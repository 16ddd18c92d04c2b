import { readFileSync } from 'node:fs';
import { modelOf, type ApiVersion } from '../../src/index.ts';
import { interfaceName } from '../wire-type.ts';
import { wordsOfComment } from './words.ts';

/**
 * The words of the doc comments of a version's generated types, by `Schema`, `Schema.field` or the id of a method: the
 * descriptions of the revision they were generated from.
 */
export function commentsIn(version: ApiVersion): ReadonlyMap<string, string> {
  const source = (name: string): string =>
    readFileSync(new URL(`../../src/generated/${version}/${name}.ts`, import.meta.url), 'utf8');
  const schemas = new Map(modelOf(version).schemaNames.map((name) => [interfaceName(name), name]));
  return new Map([
    ...commentsBefore(source('types'), /^export interface (\w+) /, /^ {2}(\w+)\?: /).flatMap(
      ([owner, member, words]): [string, string][] => {
        const schema = schemas.get(owner);
        return schema === undefined ? [] : [[member === undefined ? schema : `${schema}.${member}`, words]];
      },
    ),
    ...commentsBefore(source('collection-types'), /^ {2}(\w+): \{$/, /^ {6}(\w+): \{ request/).flatMap(
      ([collection, method, words]): [string, string][] =>
        method === undefined ? [] : [[`${collection}.${method}`, words]],
    ),
  ]);
}

type Commented = [owner: string, member: string | undefined, words: string];

/** What stands before lines that declare an owner, or a member of the last owner. */
function commentsBefore(source: string, owners: RegExp, members: RegExp): Commented[] {
  const found: Commented[] = [];
  let comment = '';
  let owner = '';
  for (const line of source.split('\n')) {
    if (/^\s*(?:\/\*\*|\*)/.test(line)) {
      comment += `${line}\n`;
      continue;
    }
    const member = members.exec(line)?.[1];
    owner = owners.exec(line)?.[1] ?? owner;
    if (comment !== '' && (member !== undefined || owners.test(line)))
      found.push([owner, member, wordsOfComment(comment)]);
    comment = '';
  }
  return found;
}
