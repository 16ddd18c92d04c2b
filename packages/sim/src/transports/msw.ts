import type { HttpHandler } from 'msw';
import { GOOGLE_URL, googleServiceOf } from '../http/google-hosts.ts';
import { isConnectionReset } from '../http/deliver.ts';
import type { Simulator } from '../simulator.ts';
import { loadMsw } from './load-msw.ts';
import { warnOfProxy } from './warn-of-proxy.ts';

/** Options of {@link handlers}. */
export interface HandlerOptions {
  /**
   * `refused` answers 403 to requests to Google's hosts that no simulator plays; handlers for those hosts go before these.
   * `passed` leaves them to the handlers behind these, and to the network. Tokens are given out by the simulator either
   * way, so that no credentials leave the machine. Default: `refused`.
   */
  readonly otherGoogleHosts?: 'refused' | 'passed';
}

/**
 * Handlers for msw that answer Google's hosts from a simulator: the Compute API, the metadata server and the endpoints
 * that give out tokens, so that `new BackendServicesClient()` finds credentials and a cloud with no options at all.
 * `hideMachine` of `@gcepool/sim/testing`, called before, keeps what else clients look at (gcloud, proxies) from them; `useSimulator` does both.
 *
 * @example
 * const server = setupServer(...handlers(createSimulator()));
 *
 * @throws Error that says what to install, where there is no msw
 */
export function handlers(simulator: Pick<Simulator, 'fetch'>, options: HandlerOptions = {}): HttpHandler[] {
  const { http, HttpResponse } = loadMsw();
  warnOfProxy();
  const passesOthers = options.otherGoogleHosts === 'passed';
  const answer = async ({ request }: { readonly request: Request }): Promise<Response | undefined> => {
    if (passesOthers && isOther(request)) return undefined;
    try {
      return await simulator.fetch(request);
    } catch (error) {
      // Of anything else that a handler throws msw makes an answer with status 500.
      if (isConnectionReset(error)) return HttpResponse.error();
      throw error;
    }
  };
  return [http.all(GOOGLE_URL, answer)];
}

function isOther({ url }: Request): boolean {
  const { host, pathname } = new URL(url);
  return googleServiceOf(host, pathname) === 'other';
}
