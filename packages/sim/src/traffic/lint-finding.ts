/** A habit of the client that will hurt it. */
export interface LintFinding {
  readonly rule:
    /** A resource was read and then written without its fingerprint, or replaced as a whole without it. */
    | 'writeWithoutFingerprint'
    /** A list had more pages, and nobody asked for the next one. */
    | 'pageNotFollowed'
    /** A mutation was accepted, and nobody looked at its operation. */
    | 'operationNotAwaited'
    /** An operation that ran was asked for again and again, and never waited for. */
    | 'hotPolling'
    /** Compute looked past something in a request that it does not know or take. */
    | 'ignored'
    /** More calls came in a minute of virtual time than GCE answers. */
    | 'rateLimit';
  readonly message: string;
  /** Sequences of the calls it is about. */
  readonly calls: readonly number[];
  /** What to do instead. */
  readonly wayOut: string;
}
