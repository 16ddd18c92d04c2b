/** The path and the query of a URL, which may begin with its path. */
export function splitUrl(url: string): { readonly path: string; readonly queryText: string } {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3);
  if (start === -1) return { path: '/', queryText: '' };
  const fragment = url.indexOf('#', start);
  const target = url.slice(start, fragment === -1 ? undefined : fragment);
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, queryText: '' };
  return { path: target.slice(0, mark), queryText: target.slice(mark + 1) };
}
