import type { HttpHandler } from 'msw';
import { http, HttpResponse } from 'msw';
import type { Simulator } from '../simulator.ts';
import { isConnectionReset } from '../http/deliver.ts';

const COMPUTE = /^https?:\/\/(?:compute|www)\.googleapis\.com(?::443)?\/(?:batch\/)?compute\//;
const METADATA = /^http:\/\/(?:metadata\.google\.internal\.?|169\.254\.169\.254)(?::80)?(?:\/|$)/;

/**
 * Handlers for msw 2.15+ and 3 that answer Google's Compute Engine hosts and the metadata server from a simulator, so
 * that `new BackendServicesClient()` finds credentials and a cloud with no options at all.
 *
 * @example
 * const server = setupServer(...handlers(createSimulator()));
 */
export function handlers(simulator: Pick<Simulator, 'fetch'>): HttpHandler[] {
  const answer = async ({ request }: { readonly request: Request }): Promise<Response> => {
    try {
      return await simulator.fetch(request);
    } catch (error) {
      // Of anything else that a handler throws msw makes an answer with status 500.
      if (isConnectionReset(error)) return HttpResponse.error();
      throw error;
    }
  };
  return [http.all(COMPUTE, answer), http.all(METADATA, answer)];
}
