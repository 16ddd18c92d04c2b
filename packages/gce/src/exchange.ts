/** What came back for one request, untouched. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The headers that say how long to wait before the next call, where there are any. */
  readonly retryAfter?: string | undefined;
  readonly date?: string | undefined;
}

/**
 * One call on its way through the Google client. The client's protocol buffers drop every field they do not know, so the
 * client is left to route, authenticate and time the call, while the bytes go past it: the body out of here, the answer into
 * here.
 */
export interface Exchange {
  /** JSON to send in place of what the client encoded; undefined sends no body. */
  readonly body: string | undefined;
  /** Query parameters beside those that the client knows. */
  readonly undeclared: Readonly<Record<string, string>>;
  /** Gives the request up when it aborts. */
  readonly signal: AbortSignal;
  /** Called as each HTTP request goes out. */
  readonly onSend: (httpMethod: string, url: string) => void;
  isSent: boolean;
  answer: Answer | undefined;
}
