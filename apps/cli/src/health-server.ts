import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one path of the endpoint answers. */
export interface Probe {
  readonly isWell: boolean;
  /** Sent as JSON. */
  readonly document: object;
}

/** A server that tells how the process is doing. */
export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves probes, such as `/healthz`: 200 where all is well, else 503.
 *
 * @throws the system's error where it cannot listen there.
 */
export async function serveHealth(
  probes: Readonly<Record<string, () => Probe>>,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, document: object): void => {
      const body = JSON.stringify(document);
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : `${body}\n`);
    };
    const probe = Object.hasOwn(probes, pathname) ? probes[pathname] : undefined;
    if (probe === undefined) return answer(404, { error: `there is ${Object.keys(probes).join(' and ')}` });
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { error: 'use GET' });
    const { isWell, document } = probe();
    answer(isWell ? 200 : 503, document);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // A server that listens on a port has such an address.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
