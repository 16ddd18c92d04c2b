import type { RequestHandler } from 'msw2';
import { http, HttpHandler, HttpResponse } from 'msw2';
import { setupServer } from 'msw2/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { describeMetadataServer, describeTransport, whole } from '../../test/transport-cases.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';

/** The handlers as users of msw 2 have them, who have that one under the name by which it is loaded. */
async function handlersOfMsw2(simulator: Simulator): Promise<RequestHandler[]> {
  vi.resetModules();
  vi.doMock('./load-msw.ts', async () => {
    const msw2 = await import('msw2');
    return { loadMsw: () => msw2 };
  });
  const { handlers } = await import('./msw.ts');
  vi.doUnmock('./load-msw.ts');
  vi.resetModules();
  // Made by the msw of the lines above, whatever the types say.
  return handlers(simulator) as unknown as RequestHandler[];
}

describe('msw 2', () => {
  const simulator = createSimulator();
  const server = setupServer();
  beforeAll(async () => {
    server.use(...(await handlersOfMsw2(simulator)));
    server.listen({ onUnhandledRequest: 'error' });
  });
  afterAll(() => server.close());
  const transport = {
    base: 'https://compute.googleapis.com',
    fetch: (url: string, init?: RequestInit) => fetch(url, init),
  };

  describeTransport(() => transport);
  describeMetadataServer(() => transport);

  test('is what the handlers are made of', () => {
    for (const handler of server.listHandlers()) expect(handler).toBeInstanceOf(HttpHandler);
    expect(server.listHandlers()).toHaveLength(1);
  });

  test('carries a connection that is reset', async () => {
    simulator.faults.add({ times: 1, fault: 'reset' });
    const zones = `${transport.base}/compute/v1/projects/p1/zones`;
    await expect(transport.fetch(zones)).rejects.toThrow(TypeError);
    simulator.faults.expectMet();
    expect((await whole(transport.fetch(zones))).status).toBe(200);
  });

  test('leaves other hosts to other handlers', async () => {
    server.use(http.get('https://example.com/compute/v1/x', () => HttpResponse.text('of another handler')));
    expect(await (await whole(fetch('https://example.com/compute/v1/x'))).text()).toBe('of another handler');
  });
});
