import type { RequestHandler } from 'msw2';
import { http, HttpHandler, HttpResponse } from 'msw2';
import { setupServer } from 'msw2/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { describeMetadataServer, describeTransport, whole } from '../../test/transport-cases.ts';
import type { Simulator } from '../simulator.ts';
import { createSimulator } from '../simulator.ts';
import { hideMachine } from './hide-machine.ts';
import { handlers } from './msw.ts';

vi.mock('./load-msw.ts', async () => {
  const msw2 = await import('msw2');
  return { loadMsw: () => msw2 };
});

/** Made by the msw of the lines above, whatever the types say. */
const handlersOfMsw2 = (simulator: Simulator): RequestHandler[] => handlers(simulator) as unknown as RequestHandler[];

describe('msw 2', () => {
  const simulator = createSimulator();
  const machine = hideMachine();
  const server = setupServer(...handlersOfMsw2(simulator));
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => {
    server.close();
    machine.restore();
  });
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

describe('the machine', () => {
  const KEY = 'GOOGLE_APPLICATION_CREDENTIALS';
  const use = (): void => {
    const server = setupServer(...handlersOfMsw2(createSimulator()));
    server.listen();
    server.close();
  };

  test('stays hidden for as long as who called hideMachine before says, and for good where nobody did', () => {
    vi.stubEnv(KEY, '/key.json');
    const hidden = hideMachine();
    use();
    expect(process.env).not.toHaveProperty(KEY);
    hidden.restore();
    expect(process.env).toHaveProperty(KEY, '/key.json');
    use();
    expect(process.env).not.toHaveProperty(KEY);
  });
});
