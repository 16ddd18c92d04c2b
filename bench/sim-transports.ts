import { handlers } from '@gcepool/sim/msw';
import { listen } from '@gcepool/sim/node';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { measure } from './measure.ts';
import { populated, PROJECT } from './populated.ts';

const PATH = `${PROJECT}/global/backendServices/b50`;

/** The same get through each way in, beside the least that way can cost. */
export async function run(): Promise<void> {
  const simulator = populated(100);
  const body = await (await simulator.fetch(`https://compute.googleapis.com${PATH}`)).text();
  const headers = { 'content-type': 'application/json; charset=UTF-8' };

  await measure({
    'simulator.fetch': async () => (await simulator.fetch(`https://compute.googleapis.com${PATH}`)).text(),
  });

  const trivial = setupServer(
    http.all('https://trivial.example/*', () => new HttpResponse(body, { headers })),
    ...handlers(simulator),
  );
  trivial.listen({ onUnhandledFrame: 'bypass' });
  console.log('');
  await measure(
    {
      'msw, trivial handler': async () => (await fetch(`https://trivial.example${PATH}`)).text(),
      'msw, simulator': async () => (await fetch(`https://compute.googleapis.com${PATH}`)).text(),
    },
    2000,
  );
  trivial.close();

  const bare = createServer((_request, response) => response.writeHead(200, headers).end(body));
  await new Promise<void>((resolve) => void bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  const server = await listen(simulator);
  console.log('');
  await measure(
    {
      'node:http, the same bytes': async () => (await fetch(`http://127.0.0.1:${port}${PATH}`)).text(),
      'node:http, simulator': async () => (await fetch(server.url + PATH)).text(),
    },
    1000,
  );
  await server.close();
  bare.closeAllConnections();
  bare.close();
}
