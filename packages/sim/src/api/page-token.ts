import type { Call } from '../collections/call.ts';
import { seedOf } from '../kernel/token.ts';
import { invalid } from '../kernel/refusal.ts';

/** The token of a page that begins at `position`. It is bound to the query it was made for. */
export const pageTokenAt = (call: Call, position: string): string =>
  btoa(`${queryHash(call)} ${position}`).replaceAll('=', '');

/** Where the page begins that a request asks for; undefined for the first. @throws Refusal for a token of another query */
export function readPageToken(call: Call): string | undefined {
  const token = call.query.get('pageToken');
  if (token === undefined || token === '') return undefined;
  const content = decoded(token);
  const prefix = `${queryHash(call)} `;
  if (content?.startsWith(prefix) !== true) {
    throw invalid('pageToken', token, 'The page token is not one that this list gave for this query.');
  }
  return content.slice(prefix.length);
}

function decoded(token: string): string | undefined {
  try {
    return atob(token);
  } catch {
    return undefined;
  }
}

/** Of what must be the same on every page: the list, its filter and its order. */
const queryHash = (call: Call): number =>
  seedOf(
    [call.method.id, call.parent, call.path, call.query.get('filter') ?? '', call.query.get('orderBy') ?? ''].join(
      '\n',
    ),
  );
