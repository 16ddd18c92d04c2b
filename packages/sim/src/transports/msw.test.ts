import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeMetadataServer, describeTransport, whole } from '../../test/transport-cases.ts';
import { createSimulator } from '../simulator.ts';
import { handlers } from './msw.ts';

describe.each(['https://compute.googleapis.com', 'https://www.googleapis.com'])('msw, at %s', (base) => {
  const server = setupServer(...handlers(createSimulator()));
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterAll(() => server.close());
  describeTransport(() => ({ base, fetch: (...call) => fetch(...call) }));
});

describe('msw', () => {
  const server = setupServer(...handlers(createSimulator()));
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterAll(() => server.close());
  describeMetadataServer(() => ({ base: '', fetch: (...call) => fetch(...call) }));

  test.each([
    'https://example.com/compute/v1/projects/p1/zones',
    'https://compute.googleapis.com.example.com/compute/v1/projects/p1/zones',
    'http://metadata.google.internal.example.com/computeMetadata/v1/project/project-id',
  ])('leaves %s to other handlers', async (url) => {
    server.use(http.get(url, () => HttpResponse.text('of another handler')));
    server.use(...handlers(createSimulator()));
    expect(await (await whole(fetch(url))).text()).toBe('of another handler');
  });

  test('leaves other hosts of Google to other handlers only where it is told to', async () => {
    const url = 'https://www.googleapis.com/storage/v1/b';
    server.use(http.get(url, () => HttpResponse.text('of another handler')));
    expect((await whole(fetch(url))).status).toBe(200);
    server.use(...handlers(createSimulator()));
    expect((await whole(fetch(url))).status).toBe(403);
    server.resetHandlers(http.get(url, () => HttpResponse.text('of another handler')));
    server.use(...handlers(createSimulator(), { otherGoogleHosts: 'passed' }));
    expect(await (await whole(fetch(url))).text()).toBe('of another handler');
    server.resetHandlers(...handlers(createSimulator()));
  });

  test('a test may put its own answer before the simulator’s', async () => {
    const url = 'https://compute.googleapis.com/compute/v1/projects/p1/zones';
    server.use(http.get(url, () => HttpResponse.json({ error: { code: 503 } }, { status: 503 })));
    expect((await whole(fetch(url))).status).toBe(503);
    server.resetHandlers();
    expect((await whole(fetch(url))).status).toBe(200);
  });
});
