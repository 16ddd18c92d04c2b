/** A certificate and its key, as PEM. */
export interface KeyedCertificate {
  readonly cert: string;
  readonly key: string;
}

/** How a server answers clients that speak TLS with Google's hosts. */
export interface TlsOptions {
  /** The certificate for a name by which a client calls. It is asked for at each connection: keep what was made. */
  readonly certificateOf: (name: string) => Promise<KeyedCertificate>;
  /** Whether the port speaks TLS beside plain HTTP. Default: false, and TLS is for those who take the server for their proxy. */
  readonly direct?: boolean;
  /**
   * What becomes of requests to hosts that are not Google's, from clients that take the server for their proxy. `'passed'` is for
   * clients on this machine alone. Default: `'refused'`.
   */
  readonly otherHosts?: 'passed' | 'refused';
  /** Is told of each such host that is refused. */
  readonly onRefused?: (host: string) => void;
}
