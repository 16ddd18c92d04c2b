export const VIEWS = ['graph', 'requests', 'evidence', 'table', 'quotas', 'changes', 'controls', 'resource'] as const;

/** What one looks at. All of it is in the URL, so that a link shows the same to somebody else. */
export interface Route {
  /** Empty where none is chosen yet. */
  readonly project: string;
  readonly view: (typeof VIEWS)[number];
  /** Of a table the collection, such as `backendServices`; of a resource its path; else empty. */
  readonly of: string;
  /** What else is chosen: `fork`, `filter`, … Values are not empty. */
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a URL's hash: `#/p/shop/table/backendServices?filter=…`, `#/r/projects/shop/global/backendServices/web`. */
export function routeOf(hash: string): Route {
  const [path = '', text = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const query = Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''));
  const [, kind, ...rest] = path.split('/').map(decoded);
  if (kind === 'r' && rest[0] === 'projects' && rest.length > 2) {
    return { project: rest[1] ?? '', view: 'resource', of: rest.join('/'), query };
  }
  const [project = '', view, of = ''] = kind === 'p' ? rest : [];
  const known = VIEWS.find((one) => one === view && one !== 'resource');
  if (known === undefined || (known === 'table' && of === '')) return { project, view: 'graph', of: '', query };
  return { project, view: known, of: known === 'table' ? of : '', query };
}

/** The hash of a route. */
export function hashOf({ project, view, of, query }: Route): string {
  const path =
    view === 'resource'
      ? `#/r/${of.split('/').map(encodeURIComponent).join('/')}`
      : `#/p/${[project, view, ...(view === 'table' ? [of] : [])].map(encodeURIComponent).join('/')}`;
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Another view of the same project and fork; what else was chosen stays behind. */
export const goTo = ({ project, query }: Route, view: Route['view'], of = '', more: Route['query'] = {}): Route => ({
  project,
  view,
  of,
  query: { ...('fork' in query ? { fork: query['fork'] ?? '' } : {}), ...more },
});

/** The same view with something else chosen in it; empty takes a choice back. */
export const choosing = (route: Route, more: Route['query']): Route => ({
  ...route,
  query: Object.fromEntries(Object.entries({ ...route.query, ...more }).filter(([, value]) => value !== '')),
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
