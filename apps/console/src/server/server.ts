/** Why the server did not do as asked. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The simulator that the page is of, or one of its forks. */
export interface Server {
  /** Name of the fork; empty for the simulator itself. */
  readonly fork: string;
  /** What comes before the paths of its API; empty for the simulator itself. */
  readonly root: string;
  /**
   * What the control plane answers, below `/_sim`.
   *
   * @throws Refused
   */
  readonly ask: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** What the API would answer to a read, such as `projects/p/zones?filter=…`; nothing notices. @throws Refused */
  readonly peek: <T>(path: string, body?: unknown) => Promise<T>;
  /** The events, until the signal says so. @throws Refused */
  readonly follow: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** What shows to the server that it is this page which asks, and for the admin token that some ask for. */
export interface Credentials {
  readonly pageToken: string;
  readonly adminToken: string;
}

/** Speaks to the simulator that served this page. */
export function serverOf(fork: string, credentials: Credentials): Server {
  const root = fork === '' ? '' : `/_sim/forks/${encodeURIComponent(fork)}`;
  const send = senderTo(`${root}/_sim`, credentials);
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await send(method, path, body === undefined ? {} : { body: JSON.stringify(body) });
    // The server is of the same release as this page, which it served.
    return (await response.json()) as T;
  };
  return {
    fork,
    root,
    ask,
    peek: (path, body) =>
      ask(
        body === undefined ? 'GET' : 'POST',
        `/peek/compute/v1/${path}${path.includes('?') ? '&' : '?'}prettyPrint=false`,
        body,
      ),
    follow: async (signal) => {
      const { body } = await send('GET', '/events', { signal });
      if (body === null) throw new Refused(0, 'The server sent no events.');
      return body;
    },
  };
}

/** Sends a request below a path of the server that served this page. The promise is rejected with {@link Refused} for all but success. */
export type Sender = (method: string, path: string, rest?: RequestInit) => Promise<Response>;

export function senderTo(base: string, { pageToken, adminToken }: Credentials): Sender {
  const headers = {
    'x-gcepool-console': pageToken,
    ...(adminToken === '' ? {} : { authorization: `Bearer ${adminToken}` }),
  };
  return async (method, path, rest = {}) => {
    const response = await fetch(`${base}${path}`, { method, headers, cache: 'no-store', redirect: 'error', ...rest });
    if (!response.ok) throw new Refused(response.status, messageOf(await response.text()));
    return response;
  };
}

/** What GCE's form of an error says; else the text itself. */
function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: string } };
    return error?.message ?? text;
  } catch {
    return text;
  }
}
