import { isGoogleHost } from '../http/google-hosts.ts';

/** Where a request goes in place of Google, and the name of Google's host that it was for, which it carries as a header. */
export interface Destination {
  readonly url: URL;
  readonly host: string;
}

/**
 * Where a request to a URL goes while a simulator plays the part of Google; undefined for what is not Google's. All of
 * Google's goes there: the simulator answers what it plays, and refuses the rest by name.
 */
export function destinationOf(url: URL, simulator: URL): Destination | undefined {
  if (!isGoogleHost(url.host)) return undefined;
  const base = simulator.href.replace(/\/$/, '');
  return { url: new URL(base + url.pathname + url.search), host: url.hostname };
}
