/** An HTTP request as a load balancer sees it. */
export interface RoutedRequest {
  /** As in the Host header, with a port or without one. */
  readonly host: string;
  /** With its query, if it has one: `/videos?page=2`. */
  readonly path: string;
  /** Default: `http`. */
  readonly scheme?: 'http' | 'https';
  /** Default: `GET`. */
  readonly method?: string;
  /** In the order in which they were sent; names in any case. */
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  /** What an xDS client says about itself; none by default. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A path without its query and fragment, which no rule looks at. */
export const pathOnly = (path: string): string => path.split(/[?#]/, 1)[0] ?? '';

/** The query of a path, without its question mark; empty if there is none. */
export function queryOf(path: string): string {
  const [target = ''] = path.split('#', 1);
  const mark = target.indexOf('?');
  return mark === -1 ? '' : target.slice(mark + 1);
}

/** The value of a header; several of one name are joined as HTTP joins them. Undefined when there is none. */
export function headerOf(request: RoutedRequest, name: string): string | undefined {
  switch (name.toLowerCase()) {
    case ':authority':
    case 'host':
      return request.host;
    case ':method':
      return request.method ?? 'GET';
    case ':path':
      return request.path;
    case ':scheme':
      return request.scheme ?? 'http';
    case 'port':
      return /:(\d+)$/.exec(request.host)?.[1];
    default: {
      const values = (request.headers ?? []).filter((header) => header.name.toLowerCase() === name.toLowerCase());
      return values.length === 0 ? undefined : values.map(({ value }) => value).join(',');
    }
  }
}
