import { invalid, tooLarge } from '../kernel/refusal.ts';
import type { Resource } from '../wire/wire.ts';

const MOST_BYTES = 512 * 1024;
const MOST_BYTES_OF_VALUE = 256 * 1024;
const UNIT = 'character(s)';

/**
 * Metadata of an instance, a template or a project: the pattern of keys is the API model's. The words for a value that
 * is too large and for a key that is there twice are of reports, the limits are documented.
 *
 * @throws Refusal for metadata that are none
 */
export function checkMetadata(metadata: Resource<'Metadata'> = {}, field: string): void {
  const { items = [] } = metadata;
  if (items.length === 0) return;
  const keys = new Set<string>();
  let total = 0;
  for (const [index, { key = '', value = '' }] of items.entries()) {
    const item = `${field}.items[${index}]`;
    if (keys.has(key)) throw invalid(field, metadata, `Metadata has duplicate keys: ${key}`);
    keys.add(key);
    const size = Buffer.byteLength(value);
    if (size > MOST_BYTES_OF_VALUE) throw tooLarge(`${item}.value`, MOST_BYTES_OF_VALUE, size, UNIT);
    total += key.length + size;
  }
  if (total > MOST_BYTES) throw tooLarge(field, MOST_BYTES, total, UNIT);
}

/** Metadata as a map, of all new machines in a zone. @throws Refusal for more than there can be */
export function checkMetadataMap(items: Readonly<Record<string, string>> = {}, field: string): void {
  const total = Object.entries(items).reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(value), 0);
  if (total >= MOST_BYTES) throw tooLarge(field, MOST_BYTES, total, UNIT);
}
