import type { JsonObject } from '../engine/json.ts';
import type { Call } from '../collections/call.ts';
import { seedOf } from '../engine/token.ts';
import { invalid } from '../engine/refusal.ts';

const MOST_RESULTS = 500;

/** One page of a list in the making. */
export interface Page {
  /** The name from which on this page takes resources of `parent`; undefined if earlier pages had them all. */
  startIn(parent: string): string | undefined;
  /** Whether the filter lets the resource through. */
  matches(resource: JsonObject): boolean;
  /** Claims a place; false when the page is full, and the page then ends before `path`. */
  take(path: string): boolean;
  /** Path of the first resource that the page had no room for. */
  readonly next: string | undefined;
}

/** Reads `maxResults` and `pageToken`. @throws Refusal for what GCE refuses */
export function newPage(call: Call, matches: (resource: JsonObject) => boolean = () => true): Page {
  const limit = readMaxResults(call.query.get('maxResults'));
  const start = readPageToken(call);
  let count = 0;
  let next: string | undefined;
  return {
    startIn: (parent) => {
      if (start === undefined || parent > start) return '';
      const prefix = `${parent}/`;
      return start.startsWith(prefix) ? start.slice(prefix.length) : undefined;
    },
    matches,
    take: (path) => {
      if (count === limit) {
        next ??= path;
        return false;
      }
      count++;
      return true;
    },
    get next() {
      return next;
    },
  };
}

/** The token of the page that follows; undefined at the end. It is bound to the query it was made for. */
export function pageTokenOf(call: Call, page: Page): string | undefined {
  return page.next === undefined ? undefined : btoa(`${queryHash(call)} ${page.next}`).replaceAll('=', '');
}

function readMaxResults(text: string | undefined): number {
  if (text === undefined || text === '') return MOST_RESULTS;
  if (!/^\d+$/.test(text)) throw invalid('maxResults', text, 'Must be a number from 0 to 500.');
  const limit = Number(text);
  if (limit > MOST_RESULTS) throw invalid('maxResults', text, 'Must be less than or equal to 500.');
  return limit === 0 ? MOST_RESULTS : limit;
}

function readPageToken(call: Call): string | undefined {
  const token = call.query.get('pageToken');
  if (token === undefined || token === '') return undefined;
  const refusal = invalid('pageToken', token, 'The page token is not one that this list gave for this query.');
  let content = '';
  try {
    content = atob(token);
  } catch {
    throw refusal;
  }
  const prefix = `${queryHash(call)} `;
  if (!content.startsWith(prefix)) throw refusal;
  return content.slice(prefix.length);
}

/** Of what must be the same on every page: the list, its filter and its order. */
const queryHash = (call: Call): number =>
  seedOf([call.parent, call.query.get('filter') ?? '', call.query.get('orderBy') ?? ''].join('\n'));
