import type { HttpHandler } from 'msw';
import { http, HttpResponse } from 'msw';
import { isConnectionReset } from '../http/deliver.ts';
import { isGoogle, partOf } from '../http/google-hosts.ts';
import type { Simulator } from '../simulator.ts';

/** Options of {@link handlers}. */
export interface HandlerOptions {
  /**
   * `refused` answers 501 to requests to hosts of Google's that no simulator plays, so that nothing leaves the machine; put
   * handlers of your own for such hosts before these. `passed` leaves them to whoever comes next. Default: `refused`.
   */
  readonly otherGoogleHosts?: 'refused' | 'passed';
}

/** What Google's hosts can be called by. Which of them is meant, the table of hosts decides. */
const ANY_URL = /^https?:\/\//;

/**
 * Handlers for msw 2.15+ and 3 that answer Google's Compute Engine hosts, the metadata server and the endpoints for tokens
 * from a simulator, so that `new BackendServicesClient()` finds credentials and a cloud with no options at all, whatever
 * credentials the machine has.
 *
 * @example
 * const server = setupServer(...handlers(createSimulator()));
 */
export function handlers(simulator: Pick<Simulator, 'fetch'>, options: HandlerOptions = {}): HttpHandler[] {
  const passes = options.otherGoogleHosts === 'passed';
  const answer = async ({ request }: { readonly request: Request }): Promise<Response | undefined> => {
    const { hostname, pathname } = new URL(request.url);
    const part = isGoogle(hostname.replace(/\.$/, '')) ? partOf(hostname, pathname) : undefined;
    if (part === undefined || (part === 'other' && passes)) return undefined;
    try {
      return await simulator.fetch(request);
    } catch (error) {
      // Of anything else that a handler throws msw makes an answer with status 500.
      if (isConnectionReset(error)) return HttpResponse.error();
      throw error;
    }
  };
  return [http.all(ANY_URL, answer)];
}
