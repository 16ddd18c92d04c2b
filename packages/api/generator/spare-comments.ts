/** Fields that mean the same on every resource and list, whatever words their descriptions choose. */
const COMMON: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'description',
  'etag',
  'fingerprint',
  'id',
  'items',
  'kind',
  'labelFingerprint',
  'labels',
  'name',
  'nextPageToken',
  'region',
  'selfLink',
  'selfLinkWithId',
  'warning',
  'zone',
]);

/** Words that tell nothing beside a name. */
const FILLERS: ReadonlySet<string> = new Set(
  'a additional all an and any as associated be by configuration contained containing contains corresponding current defines each entry field for free given id identifier in include indicates information is it its list message name next object of on one optional or parameters params related represent represents resource set settings specification specifies that the these this those to url used valid value values whether which your'.split(
    ' ',
  ),
);

/** A doc comment of one line, and what it is about. */
const commented = /^( *)\/\*\* (.*) \*\/\n\s*(?:export (?:interface|type) )?['"]?(\w+)/;

/**
 * Declarations, whose comments are sentences, without those that tell what the names of the field and of its interface tell
 * already, or what is the same of all resources, and without those that led to a list of values.
 */
export function dropSpareComments(declarations: string): string {
  let owner = '';
  const lines = declarations.split('\n');
  const kept = lines.filter((line, index) => {
    owner = /^export interface (\w+)/.exec(line)?.[1] ?? owner;
    const [, indent = '', comment = '', name = ''] = commented.exec(`${line}\n${lines[index + 1] ?? ''}`) ?? [];
    if (comment === '' || comment.startsWith('@deprecated')) return true;
    if (comment.startsWith('- `') || comment.endsWith(':')) return false;
    return indent === '' ? tellsMore(comment, name) : !COMMON.has(name) && tellsMore(comment, name + owner);
  });
  return kept.join('\n');
}

/** Whether there is a word in a comment that is no part of the names. */
function tellsMore(comment: string, names: string): boolean {
  const known = names.toLowerCase();
  const isSaid = (word: string): boolean => FILLERS.has(word) || known.includes(word.replace(/s$/, ''));
  return !(comment.toLowerCase().match(/[a-z0-9]+/g) ?? []).every(isSaid);
}
