import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one path of the endpoint answers. */
export interface Probe {
  readonly isWell: boolean;
  /** Sent as JSON. */
  readonly document: object;
}

/** What is read of the process by machines, as a text. */
export interface Page {
  readonly contentType: string;
  readonly text: string;
}

/** A server that tells how the process is doing. */
export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves probes, such as `/healthz`: 200 where all is well, else 503; and pages, such as `/metrics`.
 *
 * @throws the system's error where it cannot listen there.
 */
export async function serveHealth(
  probes: Readonly<Record<string, () => Probe>>,
  { port, host }: { readonly port: number; readonly host: string },
  pages: Readonly<Record<string, () => Promise<Page>>> = {},
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    // Anybody may send what is no URL, such as `//`.
    const pathname = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '';
    const send = (status: number, { contentType, text }: Page): void => {
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    const answer = (status: number, document: object): void =>
      send(status, { contentType: 'application/json', text: `${JSON.stringify(document)}\n` });
    const probe = Object.hasOwn(probes, pathname) ? probes[pathname] : undefined;
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    if (probe === undefined && page === undefined) {
      return answer(404, { error: `there is ${[...Object.keys(probes), ...Object.keys(pages)].join(' and ')}` });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { error: 'use GET' });
    if (page !== undefined) {
      return void page().then(
        (written) => send(200, written),
        (error: unknown) => answer(500, { error: error instanceof Error ? error.message : String(error) }),
      );
    }
    if (probe === undefined) return undefined;
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
