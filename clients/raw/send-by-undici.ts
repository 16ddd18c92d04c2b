import { Pool } from 'undici';
import type { Send } from './life.ts';

/** By the npm package `undici`, in a pool for each origin, which knows of no proxies. */
export function undici(): Send {
  const pools = new Map<string, Pool>();
  return async (method, url, headers, body) => {
    const { origin, pathname, search } = new URL(url);
    const pool = pools.get(origin) ?? new Pool(origin);
    pools.set(origin, pool);
    // The client of a program that knows its methods.
    const verb = method as 'GET';
    const answer = await pool.request({ method: verb, path: pathname + search, headers, body: body ?? null });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
}
