import type { TlsOptions } from './tls-options.ts';

/** Where `listen` serves a simulator, and for whom. Each has a rule in `listen-rules.ts`. */
export interface ListenOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1, for this machine alone. */
  readonly host?: string;
  /** Names by which clients call this server, beside those of this machine and of Google's hosts. Default: none. */
  readonly allowHosts?: readonly string[];
  /**
   * What the control plane at `/_sim/` asks for, as `Authorization: Bearer TOKEN`; at least 8 characters. Default: none, and
   * the control plane answers connections from this machine alone.
   */
  readonly adminToken?: string;
  /**
   * What all that the server plays asks for, as `Authorization: Bearer TOKEN`: the API, batches, the metadata server and the
   * endpoints that give out tokens, which give out others; at least 8 characters. `/`, `/healthz` and the control plane do
   * not ask for it. Default: none, and whoever reaches the server can use it.
   */
  readonly token?: string;
  /**
   * How much the process may keep, in MiB: what would make it more is answered 503 from then on, until there is room again.
   * Default: three quarters of the heap that Node.js gives the process.
   */
  readonly memory?: number;
  /** Is told when {@link memory} is met. Default: nobody is. */
  readonly onMemoryMet?: (message: string) => void;
  /**
   * Whether links in answers, such as `selfLink`, lead to this server under the name by which the client called it, for clients
   * that follow them. Default: false, and links are those of GCE, to `https://www.googleapis.com`.
   */
  readonly ownLinks?: boolean;
  /** How to speak TLS, also as the proxy of clients that mean Google's own hosts. Default: plain HTTP alone, and no proxy. */
  readonly tls?: TlsOptions;
  /** How long to wait for slow clients. */
  readonly timeouts?: ClientTimeouts;
}

/** How long a server waits for its clients, in milliseconds. */
export interface ClientTimeouts {
  /** For the headers of a request, from the first byte or the opening of the connection. Default: 20,000. */
  readonly headersMs?: number;
  /** For a whole request. Default: 60,000. */
  readonly requestMs?: number;
  /** For the next request on a connection that is kept. Default: 65,000. */
  readonly idleMs?: number;
}
