import type { HttpHandler } from 'msw';
import { http } from 'msw';
import type { Simulator } from '../simulator.ts';

const COMPUTE = /^https?:\/\/(?:compute|www)\.googleapis\.com(?::443)?\/(?:batch\/)?compute\//;
const METADATA = /^http:\/\/(?:metadata\.google\.internal\.?|169\.254\.169\.254)(?::80)?(?:\/|$)/;

/**
 * Handlers for msw 2.15+ and 3 that answer Google's Compute Engine hosts and the metadata server from a simulator, so
 * that `new BackendServicesClient()` finds credentials and a cloud with no options at all.
 *
 * @example
 * const server = setupServer(...handlers(createSimulator()));
 */
export function handlers(simulator: Simulator): HttpHandler[] {
  return [
    http.all(COMPUTE, ({ request }) => simulator.fetch(request)),
    http.all(METADATA, ({ request }) => simulator.fetch(request)),
  ];
}
