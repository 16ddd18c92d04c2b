import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';

/**
 * Refuses what a web page sends: programs send no Origin, and a page that a developer happens to have open must not
 * change the simulator. Nor is there any CORS header, so that no page can read an answer.
 */
export function browserRefusal(headers: IncomingHttpHeaders): Refusal | undefined {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin === undefined && (site === undefined || site === 'none')) return undefined;
  return new Refusal(
    403,
    'forbidden',
    `Requests from web pages are refused (${origin === undefined ? `Sec-Fetch-Site: ${String(site)}` : `Origin: ${origin}`}). ` +
      'Send the request from a program, or through a proxy of your own that leaves this header out.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );
}
