import type { JsonObject } from './json.ts';
import { asObject } from './json.ts';
import type { Entry } from './entry.ts';

/** An entry as JSON, for what an operation will write and for snapshots. */
export const fromEntry = ({ resource, hidden }: Entry): JsonObject =>
  hidden === undefined ? { resource } : { resource, hidden };

/** The entry that {@link fromEntry} wrote down. */
export const toEntry = ({ resource, hidden }: JsonObject): Entry =>
  hidden === undefined ? { resource: asObject(resource) } : { resource: asObject(resource), hidden: asObject(hidden) };
