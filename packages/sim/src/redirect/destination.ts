import { notPlayed, partOf } from '../http/google-hosts.ts';

/** What becomes of a request that a program sends somewhere. */
export type Destination =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'simulator'; readonly url: URL }
  /** It is Google's and no simulator plays its part: the server at `url` says so, if it is asked under the host's name. */
  | { readonly kind: 'refused'; readonly url: URL; readonly message: string };

/** Where a request to a URL goes while a simulator plays the part of Google: there, on its way, or nowhere. */
export function destinationOf(method: string, url: URL, simulator: URL): Destination {
  const part = partOf(url.hostname, url.pathname);
  if (part === undefined) return { kind: 'elsewhere' };
  const there = new URL(simulator.href.replace(/\/$/, '') + url.pathname + url.search);
  if (part !== 'other') return { kind: 'simulator', url: there };
  const message = `${notPlayed(method, url.href)} @gcepool/sim/redirect keeps every other request from Google.`;
  return { kind: 'refused', url: there, message };
}
