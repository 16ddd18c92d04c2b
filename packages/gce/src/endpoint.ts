/** The options of a Google client that say where the API is. */
export interface EndpointOptions {
  readonly apiEndpoint?: string;
  readonly port?: number;
  readonly protocol?: 'http' | 'https';
}

/**
 * The client options for an endpoint such as `http://127.0.0.1:8787`.
 *
 * @throws TypeError if it is no `http:` or `https:` URL, or has a path of its own: the path is `/compute/v1/` always.
 */
export function endpointOptions(endpoint: string | undefined): EndpointOptions {
  if (endpoint === undefined) return {};
  const url = URL.parse(endpoint);
  const protocol = url?.protocol === 'http:' ? 'http' : url?.protocol === 'https:' ? 'https' : undefined;
  if (url === null || protocol === undefined || !/^\/(?:compute\/v1\/?)?$/.test(url.pathname) || url.search !== '') {
    throw new TypeError(
      `endpoint ${JSON.stringify(endpoint)} cannot be used: give scheme, host and port alone, such as "http://127.0.0.1:8787"`,
    );
  }
  const port = url.port === '' ? (protocol === 'http' ? 80 : 443) : Number(url.port);
  return { apiEndpoint: url.hostname, port, protocol };
}

/** Whether requests to this endpoint would carry credentials in the clear. */
export function isPlainHttp(endpoint: string | undefined): boolean {
  return endpointOptions(endpoint).protocol === 'http';
}
