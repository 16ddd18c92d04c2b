import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpApiServer } from './http-api-server.ts';
import type { ApiServer } from './api-server.ts';

interface Stored {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

interface Watch {
  readonly path: string;
  readonly response: ServerResponse;
}

/** A server of lists, watches and single Leases, with the answers that kube-apiserver 1.36 gives on the wire. */
export interface ApiServerFixture {
  readonly api: ApiServer;
  /** Requests so far: path and query. */
  readonly requests: readonly URL[];
  /** Messages of the events that were written, by their reasons. */
  readonly events: readonly { readonly reason: string; readonly message: string }[];
  /** How often the annotations of a Service were changed. */
  readonly annotated: number;
  /** Adds or changes an object of the list at `path`, and tells the watches. */
  put(path: string, object: Stored): void;
  remove(path: string, name: string): void;
  /** Sends all watches a bookmark. */
  bookmark(): void;
  /** Forgets all versions before the present one, as compaction does. */
  compact(): void;
  /** Ends all watches in good order. */
  endWatches(): void;
  /** Breaks all connections off, and answers each request so from now on; `undefined` answers as usual again. */
  fail(
    answer: { readonly status: number; readonly reason: string; readonly retryAfterSeconds?: number } | undefined,
  ): void;
  /** Resolves when `holds` does, which is asked after each request and each change. */
  until(holds: () => boolean): Promise<void>;
  /** Asks what {@link until} waits for again. */
  readonly look: () => void;
  close(): Promise<void>;
}

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
const KINDS = ['/api/v1/services', '/api/v1/nodes', '/api/v1/pods', LEASES];

export async function apiServerFixture(): Promise<ApiServerFixture> {
  const objects = new Map<string, Map<string, Stored>>(KINDS.map((path) => [path, new Map()]));
  const log: { readonly version: number; readonly path: string; readonly event: object }[] = [];
  const requests: URL[] = [];
  const events: { readonly reason: string; readonly message: string }[] = [];
  let watches: Watch[] = [];
  let waiting: (() => void)[] = [];
  let [version, compacted, annotated] = [1, 0, 0];
  let failure: Parameters<ApiServerFixture['fail']>[0];

  const look = (): void => {
    for (const each of waiting) each();
  };
  /** Returns the object as it is from then on. */
  const tell = (path: string, type: string, object: Stored): Stored => {
    version += 1;
    const event = { type, object: { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } } };
    log.push({ version, path, event });
    for (const watch of watches) if (watch.path === path) watch.response.write(`${JSON.stringify(event)}\n`);
    return event.object;
  };
  const refuse = (response: ServerResponse, code: number, reason: string, details: object = {}): void => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: reason, reason, details, code }),
    );
  };
  const give = (response: ServerResponse, object: object): void => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(object));
  };
  const write = (given: Stored, response: ServerResponse): void => {
    const { name, resourceVersion } = given.metadata;
    const held = objects.get(LEASES)?.get(name);
    if (held?.metadata['resourceVersion'] !== resourceVersion) return refuse(response, 409, 'Conflict');
    version += 1;
    const object = { ...given, metadata: { ...given.metadata, resourceVersion: String(version) } };
    objects.get(LEASES)?.set(name, object);
    give(response, object);
  };
  /** Changes the annotations or the finalizers of a Service, which goes with the last of these if it was deleted. */
  const patch = (path: string, { metadata }: Stored, response: ServerResponse): void => {
    const list = objects.get('/api/v1/services');
    const held = list?.get(path.split('/').at(-1) ?? '');
    if (held === undefined) return refuse(response, 404, 'NotFound');
    const { resourceVersion = held.metadata['resourceVersion'], ...given } = metadata;
    if (resourceVersion !== held.metadata['resourceVersion']) return refuse(response, 409, 'Conflict');
    // The fields of the object and of the patch are those of Kubernetes' own.
    const annotations = { ...(held.metadata['annotations'] as object), ...(given['annotations'] as object) };
    const changed: Stored = { ...held, metadata: { ...held.metadata, ...given, annotations } };
    if (given['annotations'] !== undefined) annotated += 1;
    const finalizers: unknown = changed.metadata['finalizers'];
    const isGone = 'deletionTimestamp' in changed.metadata && Array.isArray(finalizers) && finalizers.length === 0;
    const object = tell('/api/v1/services', isGone ? 'DELETED' : 'MODIFIED', changed);
    if (isGone) list?.delete(object.metadata.name);
    else list?.set(object.metadata.name, object);
    give(response, object);
  };
  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const url = new URL(request.url ?? '/', 'http://api');
    requests.push(url);
    const { pathname: path, searchParams: query } = url;
    // A list of one namespace is that of all: tests have Services in one.
    const held = objects.get(path) ?? objects.get(path.replace(/namespaces\/[^/]+\/(?=services$)/, ''));
    if (failure) return refuse(response, failure.status, failure.reason, failure);
    if (body !== '') {
      // The body is what this repository's client sends.
      const sent = JSON.parse(body) as Stored;
      if (request.method === 'PATCH') return patch(path, sent, response);
      if (!path.endsWith('/events')) return write(sent, response);
      events.push({ reason: String(sent['reason']), message: String(sent['message']) });
      return give(response, sent);
    }
    if (path.startsWith(`${LEASES}/`)) {
      const lease = objects.get(LEASES)?.get(path.slice(LEASES.length + 1));
      return lease === undefined ? refuse(response, 404, 'NotFound') : give(response, lease);
    }
    if (held === undefined) return refuse(response, 404, 'the server could not find the requested resource');
    const from = Number(query.get('continue')?.split('@')[1] ?? query.get('resourceVersion') ?? version);
    const isExpired = from < compacted;
    if (query.get('watch') === 'true') {
      // An expired watch begins, and its first event says so.
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      if (isExpired) {
        return void response.end(
          `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', reason: 'Expired', code: 410 } })}\n`,
        );
      }
      for (const each of log)
        if (each.path === path && each.version > from) response.write(`${JSON.stringify(each.event)}\n`);
      watches.push({ path, response });
      return;
    }
    if (isExpired) return refuse(response, 410, 'Expired');
    const name = query.get('fieldSelector')?.replace('metadata.name=', '');
    const chosen = [...held.values()].filter(({ metadata }) => name === undefined || metadata.name === name);
    const all = chosen.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const start = Number(query.get('continue')?.split('@')[0] ?? 0);
    const end = start + Number(query.get('limit') ?? all.length);
    const token = end < all.length ? `${end}@${version}` : undefined;
    give(response, { metadata: { resourceVersion: String(version), continue: token }, items: all.slice(start, end) });
  };

  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, response, Buffer.concat(chunks).toString());
      look();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    api: httpApiServer({ server: `http://127.0.0.1:${port}`, credentials: () => Promise.resolve({}) }),
    requests,
    events,
    get annotated() {
      return annotated;
    },
    put: (path, object) => {
      const held = objects.get(path) ?? new Map<string, Stored>();
      objects.set(path, held);
      const type = held.has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
      held.set(object.metadata.name, tell(path, type, object));
    },
    remove: (path, name) => {
      const object = objects.get(path)?.get(name);
      if (object === undefined) throw new Error(`there is no ${name} in ${path}`);
      objects.get(path)?.delete(name);
      tell(path, 'DELETED', object);
    },
    bookmark: () => {
      version += 1;
      const object = { metadata: { resourceVersion: String(version) } };
      for (const { response } of watches) response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
    },
    compact: () => {
      version += 1;
      compacted = version;
    },
    endWatches: () => {
      for (const { response } of watches) response.end();
      watches = [];
    },
    fail: (answered) => {
      failure = answered;
      if (answered === undefined) return;
      watches = [];
      server.closeAllConnections();
    },
    until: (holds) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!holds()) return;
          waiting = waiting.filter((each) => each !== check);
          resolve();
        };
        waiting.push(check);
        check();
      }),
    look,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
