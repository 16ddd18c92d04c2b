import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../kernel/refusal.ts';
import { isConsolePath } from './console-pages.ts';
import { isSameToken } from './token-check.ts';

/** The header in which the console sends the token that its page was given. */
const TOKEN_HEADER = 'x-gcepool-console';

/** What a request says of where it comes from. */
interface Sent {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Says whether a request comes from a web page that has no business here. */
export type BrowserGuard = (sent: Sent) => Refusal | undefined;

/**
 * Refuses what a web page sends: programs send no Origin, and a page that a developer happens to have open must not
 * change the simulator. Nor is there any CORS header, so that no page can read an answer. The one page that is answered
 * is the server's own console: it loads its files, and shows with every other request the token that it was given, which no page of
 * another origin can read, or send without asking first.
 */
export const browserGuard =
  (consoleToken: string): BrowserGuard =>
  ({ method, path, headers }) => {
    const { origin, host, 'sec-fetch-site': site } = headers;
    if (origin === undefined && (site === undefined || site === 'none')) return undefined;
    const isOwn = (site ?? 'same-origin') === 'same-origin' && isOriginOf(origin, host);
    const token = headers[TOKEN_HEADER];
    const isConsole = isConsolePath(method, path) || (typeof token === 'string' && isSameToken(token, consoleToken));
    return isOwn && isConsole ? undefined : refusal(headers);
  };

/** A GET of a page's own origin has none. */
const isOriginOf = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined || origin === `http://${host ?? ''}` || origin === `https://${host ?? ''}`;

const refusal = ({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): Refusal =>
  new Refusal(
    403,
    'forbidden',
    `Requests from web pages are refused (${origin === undefined ? `Sec-Fetch-Site: ${String(site)}` : `Origin: ${origin}`}). ` +
      'Send the request from a program, or through a proxy of your own that leaves this header out.',
    { frontEndStatus: 'PERMISSION_DENIED' },
  );
