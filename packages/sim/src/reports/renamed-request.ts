import type { ApiRequest } from '../api/request.ts';
import type { Json } from '../kernel/json.ts';
import type { Renaming } from './renaming.ts';
import type { ReportedCall } from './report.ts';

/** A request in which everything is renamed. A body that is no JSON says nothing but that. */
export function renamedRequest(
  renaming: Renaming,
  { method, url, headers, body }: ApiRequest,
): ReportedCall['request'] {
  const user = headers?.['x-gcepool-user'];
  return {
    method: renaming.text(method),
    url: renaming.url(url),
    ...(user === undefined ? {} : { user: renaming.text(user) }),
    ...(headers?.['authorization'] === undefined ? {} : { token: true as const }),
    ...(body === undefined ? {} : { body: renamedBody(renaming, body) }),
  };
}

function renamedBody(renaming: Renaming, body: unknown): unknown {
  if (typeof body !== 'string') return renaming.json(body as Json); // what a request carries is JSON
  try {
    return renaming.json(JSON.parse(body) as Json); // what JSON.parse gives
  } catch {
    return renaming.secret(body);
  }
}
