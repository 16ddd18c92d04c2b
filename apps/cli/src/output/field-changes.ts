import { isDeepStrictEqual } from 'node:util';
import { isSecret } from '../recording/without-secrets.ts';

/** A field that is to be otherwise, or is. */
export interface FieldChange {
  /** As `backends[zones/us-central1-a/instanceGroups/k8s-ig].maxRate`. */
  readonly field: string;
  /** As JSON, links shortened; absent where there was nothing. */
  readonly before?: string;
  /** The same; absent where there is nothing then. */
  readonly after?: string;
}

/** What the service says of a resource by itself: that it is not there before or after says nothing. */
const OF_THE_SERVICE: ReadonlySet<string> = new Set([
  'kind',
  'id',
  'creationTimestamp',
  'selfLink',
  'selfLinkWithId',
  'fingerprint',
  'region',
  'zone',
  'size',
  'network',
  'subnetwork',
]);

/** Parts of a description that are others with every write. */
const OF_THE_WRITER: ReadonlySet<string> = new Set(['gcepool/writer', 'gcepool/written']);

/** The fields by which the items of a list are told apart. */
const KEYS = ['name', 'group', 'instance'];

/** What differs in a resource, field by field; of one that is new or goes, all that it is made of. Pure. */
export function fieldChanges(before: object | undefined, after: object | undefined): readonly FieldChange[] {
  return changesIn('', asFields(before), asFields(after));
}

type Fields = Readonly<Record<string, unknown>>;

/** A resource as the fields that somebody asked for, with a description that is JSON taken apart. */
function asFields(resource: object | undefined): Fields {
  const fields = Object.entries(resource ?? {}).filter(([name]) => !OF_THE_SERVICE.has(name));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, name === 'description' ? describedFields(value) : value]),
  );
}

function describedFields(description: unknown): unknown {
  try {
    const fields: unknown = JSON.parse(String(description));
    if (!isFields(fields)) return description;
    return Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_THE_WRITER.has(name)));
  } catch {
    return description;
  }
}

function changesIn(field: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const parts = partsOf(before, after);
  if (parts !== undefined) {
    const [old, then, nameOf] = parts;
    return [...new Set([...old.keys(), ...then.keys()])].flatMap((key) =>
      changesIn(nameOf(field, key), old.get(key), then.get(key)),
    );
  }
  return [
    {
      field,
      ...(before === undefined ? {} : { before: textOf(field, before) }),
      ...(after === undefined ? {} : { after: textOf(field, after) }),
    },
  ];
}

type Parts = ReadonlyMap<string, unknown>;
type Named = (field: string, key: string) => string;

/** What two values are made of, where both are fields, or lists of what can be told apart. */
function partsOf(before: unknown, after: unknown): readonly [Parts, Parts, Named] | undefined {
  if (isFields(before) && isFields(after)) {
    const nameOf: Named = (field, key) => (field === '' ? key : `${field}.${key}`);
    return [new Map(Object.entries(before)), new Map(Object.entries(after)), nameOf];
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const [old, then] = [byKey(before), byKey(after)];
  return old === undefined || then === undefined ? undefined : [old, then, (field, key) => `${field}[${key}]`];
}

/** The items of a list by what tells them apart; undefined where nothing does. */
function byKey(items: readonly unknown[]): Parts | undefined {
  const keyed = new Map(items.flatMap((item) => (isFields(item) ? [[keyOf(item), item] as const] : [])));
  return keyed.size === items.length && !keyed.has('') ? keyed : undefined;
}

const keyOf = (item: Fields): string => {
  const key = KEYS.flatMap((name) => (Object.hasOwn(item, name) ? [item[name]] : [])).find(
    (value) => typeof value === 'string',
  );
  return typeof key === 'string' ? shortLink(key) : '';
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As JSON, but for what opens something, which is for nobody to read who looks on. */
function textOf(field: string, value: unknown): string {
  if (isSecret(field.split('.').at(-1) ?? '')) return '(not shown)';
  return JSON.stringify(value, (name, part: unknown) => {
    if (isSecret(name)) return '(not shown)';
    return typeof part === 'string' ? shortLink(part) : part;
  });
}

/** `https://www.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/g` → `zones/z/instanceGroups/g`. */
const shortLink = (text: string): string => text.replace(/^https?:\/\/[^/]+\/compute\/[^/]+\/projects\/[^/]+\//, '');
