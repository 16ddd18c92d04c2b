import type { Schema } from '@gcepool/api';
import { own } from '../kernel/own.ts';

/**
 * The name of the field that a key of a JSON object means: its own name, or that name in snake case, which protocol buffers
 * take as well.
 *
 * @returns undefined if the schema has no such field
 */
export function findFieldName(type: Schema, key: string): string | undefined {
  if (own(type.properties, key) !== undefined) return key;
  if (!key.includes('_')) return undefined;
  return snakeNamesOf(type).get(plain(key));
}

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

const snakeNames = new WeakMap<Schema, ReadonlyMap<string, string>>();

/** Fields by what is left of their names in any spelling: `IPAddress` is `ip_address`, and `enableCDN` is `enable_cdn`. */
function snakeNamesOf(type: Schema): ReadonlyMap<string, string> {
  let names = snakeNames.get(type);
  if (names === undefined) {
    names = new Map(Object.keys(type.properties).map((name) => [plain(name), name]));
    snakeNames.set(type, names);
  }
  return names;
}
