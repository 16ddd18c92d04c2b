import process from 'node:process';
import { Failure } from '../failure.ts';

/**
 * What the control plane of a running simulator answers to a GET. It is shown the token of `GCEPOOL_ADMIN_TOKEN`, where that is set.
 *
 * @param query what is undefined is left out
 * @param token shown in place of that
 * @throws Failure where none runs there, and for what is refused
 */
export async function askControl(
  url: string,
  path: string,
  query: Readonly<Record<string, number | string | undefined>>,
  token: string | undefined = process.env['GCEPOOL_ADMIN_TOKEN'],
): Promise<unknown> {
  const fields = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/_sim${path}?${new URLSearchParams(fields).toString()}`, { headers }).catch(
    (error: unknown) => {
      throw new Failure(1, `no simulator runs at ${url}; start one with \`gcepool sim\``, { cause: error });
    },
  );
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body;
  throw new Failure(1, `${url} answered ${answer.status}: ${messageIn(body) ?? 'it is no simulator that knows this'}`);
}

function messageIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;
}
