import type { HttpHandler } from 'msw';
import { GOOGLE_URL, googleServiceOf } from '../http/google-hosts.ts';
import { isConnectionReset } from '../http/deliver.ts';
import type { Simulator } from '../simulator.ts';
import type { HiddenMachine } from './hide-machine.ts';
import { hideMachine, isMachineHidden } from './hide-machine.ts';
import { loadMsw } from './load-msw.ts';

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
 *
 * The machine (credentials, gcloud, proxies) is hidden from clients from this call on, until msw 3 closes the server or takes the handlers
 * from it, and again from the first request on when it listens anew. msw 2 tells handlers of no end: the machine stays hidden for as long
 * as the process lives, or until the `restore()` of a `hideMachine()` of `@gcepool/sim/testing` that was called before.
 *
 * @example
 * const server = setupServer(...handlers(createSimulator()));
 *
 * @throws Error that says what to install, where there is no msw
 */
export function handlers(simulator: Pick<Simulator, 'fetch'>, options: HandlerOptions = {}): HttpHandler[] {
  const { http, HttpResponse } = loadMsw();
  const passesOthers = options.otherGoogleHosts === 'passed';
  const answer = async ({ request }: { readonly request: Request }): Promise<Response | undefined> => {
    hide();
    if (passesOthers && isOther(request)) return undefined;
    try {
      return await simulator.fetch(request);
    } catch (error) {
      // Of anything else that a handler throws msw makes an answer with status 500.
      if (isConnectionReset(error)) return HttpResponse.error();
      throw error;
    }
  };
  const handler = http.all(GOOGLE_URL, answer);
  const hide = hidingWith(handler);
  hide();
  return [handler];
}

/** What hides the machine, if it is not hidden, for as long as a handler is in use. */
function hidingWith(handler: HttpHandler): () => void {
  // What msw 2 makes, which tells it of no end.
  if (!('dispose' in handler)) return () => void (isMachineHidden() || hideMachine());
  let hidden: HiddenMachine | undefined;
  const dispose = handler.dispose.bind(handler);
  handler.dispose = () => {
    hidden?.restore();
    hidden = undefined;
    return dispose();
  };
  return () => {
    hidden ??= hideMachine();
  };
}

function isOther({ url }: Request): boolean {
  const { host, pathname } = new URL(url);
  return googleServiceOf(host, pathname) === 'other';
}
