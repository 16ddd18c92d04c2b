import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ChangesView } from './changes/changes-view.tsx';
import { ControlsView } from './controls/controls-view.tsx';
import { GraphView } from './graph/graph-view.tsx';
import { ConsoleContext } from './live/console-context.ts';
import type { Link } from './live/follow.ts';
import { follow } from './live/follow.ts';
import type { Live } from './live/live.ts';
import { NOTHING_YET, stateKeyOf } from './live/live.ts';
import { Navigation } from './navigation.tsx';
import { QuotasView } from './quotas/quotas-view.tsx';
import { RequestsView } from './requests/requests-view.tsx';
import { projectsIn } from './resources/list-collection.ts';
import { EvidenceView } from './requests/evidence-view.tsx';
import { ResourceView } from './resources/resource-view.tsx';
import { TableView } from './resources/table-view.tsx';
import type { Route } from './routes/route.ts';
import { hashOf, routeOf } from './routes/route.ts';
import { serverOf } from './server/server.ts';
import { TokenForm } from './token-form.tsx';

const VIEWS: Readonly<Record<Route['view'], () => JSX.Element>> = {
  graph: GraphView,
  requests: RequestsView,
  evidence: EvidenceView,
  changes: ChangesView,
  table: TableView,
  quotas: QuotasView,
  controls: ControlsView,
  resource: ResourceView,
};

const TOKEN_KEY = 'gcepool-admin-token';
/** How long something that is said stays, in milliseconds. */
const SAID_MS = 6_000;

interface Said {
  readonly text: string;
  readonly isError: boolean;
}

/** The whole page. */
export function App({ pageToken }: { readonly pageToken: string }): JSX.Element {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  const [adminToken, setAdminToken] = useState(() => sessionStorage.getItem(TOKEN_KEY) ?? '');
  const [{ live, link }, setKnown] = useState<{ readonly live: Live; readonly link: Link }>(OPENING);
  const [said, setSaid] = useState<Said | undefined>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const fork = route.query['fork'] ?? '';
  const server = useMemo(() => serverOf(fork, { pageToken, adminToken }), [fork, pageToken, adminToken]);

  useEffect(() => {
    const read = (): void => {
      setRoute(routeOf(location.hash));
      setMenuOpen(false);
    };
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    setKnown(OPENING);
    void follow(
      server,
      (next, how) => {
        setKnown((known) => ({ live: how.kind === 'lost' ? known.live : next, link: how }));
        // With the page comes the token that the server takes.
        if (how.kind === 'replaced') location.reload();
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [server]);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const go = useCallback((next: Route, replacing = false): void => {
    if (replacing) history.replaceState(null, '', hashOf(next));
    else history.pushState(null, '', hashOf(next));
    setRoute(next);
  }, []);
  const say = useCallback((text: string, isError = false): void => setSaid({ text, isError }), []);

  // Where none is named, the first project is meant, once there is one.
  const stateKey = stateKeyOf(live);
  useEffect(() => {
    if (route.project !== '' || stateKey === '') return;
    const choose = async (): Promise<void> => {
      const { counts } = await server.ask<{ readonly counts: Readonly<Record<string, number>> }>('GET', '/resources');
      const [project] = projectsIn(counts);
      if (project !== undefined) go({ ...route, project }, true);
    };
    // What refuses this refuses the events too, which says so.
    choose().catch(() => undefined);
  }, [route, server, stateKey, go]);

  const View = VIEWS[route.view];
  const value = useMemo(() => ({ server, route, go, live, say }), [server, route, go, live, say]);
  return (
    <ConsoleContext.Provider value={value}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the view
      </a>
      <header class="top">
        <button type="button" class="menu" aria-expanded={isMenuOpen} onClick={() => setMenuOpen(!isMenuOpen)}>
          Menu
        </button>
        <strong class="brand">gcepool</strong>
        {fork !== '' && <span class="state other">fork {fork}</span>}
        <Clock live={live} />
        <span class={`link ${link.kind}`} role="status">
          {LINKS[link.kind]}
        </span>
      </header>
      <div class={isMenuOpen ? 'page menu-open' : 'page'}>
        <Navigation />
        <main id="main" ref={main} tabIndex={-1}>
          {link.kind === 'refused' && link.status === 401 ? (
            <TokenForm
              message={link.message}
              onToken={(token) => {
                sessionStorage.setItem(TOKEN_KEY, token);
                setAdminToken(token);
              }}
            />
          ) : link.kind === 'refused' ? (
            <Refusal fork={fork} link={link} itself={hashOf({ ...route, query: { ...route.query, fork: '' } })} />
          ) : (
            <View key={route.view} />
          )}
        </main>
      </div>
      <div class="said" role="alert">
        {said !== undefined && <p class={said.isError ? 'bad' : 'good'}>{said.text}</p>}
      </div>
    </ConsoleContext.Provider>
  );
}

interface RefusalProps {
  readonly fork: string;
  readonly link: { readonly status: number; readonly message: string };
  /** URL of the same in the simulator itself. */
  readonly itself: string;
}

const Refusal = ({ fork, link, itself }: RefusalProps): JSX.Element =>
  fork !== '' && link.status === 404 ? (
    <section class="view">
      <h1>The fork {fork} has ended</h1>
      <p>
        What was in it is gone. <a href={itself}>The simulator itself</a> goes on.
      </p>
    </section>
  ) : (
    <p class="error">{link.message}</p>
  );

const OPENING: { readonly live: Live; readonly link: Link } = { live: NOTHING_YET, link: { kind: 'opening' } };

const LINKS: Readonly<Record<Link['kind'], string>> = {
  opening: 'opening',
  live: 'live',
  lost: 'no connection',
  replaced: 'no connection',
  refused: 'refused',
};

const Clock = ({ live: { position } }: { readonly live: Live }): JSX.Element | null =>
  position === undefined ? null : (
    <time class="now" title="Time in the simulator">
      {new Date(position.now).toISOString().slice(0, 19).replace('T', ' ')}
    </time>
  );
