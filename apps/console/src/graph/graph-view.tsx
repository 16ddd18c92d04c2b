import type { RouteAnswer } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { choosing } from '../routes/route.ts';
import { balancerGraph } from './balancer-graph.ts';
import { loadGraph } from './load-graph.ts';
import { litBy } from './lit-path.ts';
import { Picture } from './picture.tsx';
import { RouteAnswerPart } from './route-answer-part.tsx';

/** The load balancers of a project as a picture, and where a request would go in it. */
export function GraphView(): JSX.Element {
  const { server, route, go, live } = useConsole();
  const { project, query } = route;
  const url = query['url'] ?? '';
  const [asked, setAsked] = useState(0);
  const { data, error, isLoading } = useLoaded(`${server.fork} ${project}`, stateKeyOf(live), () =>
    loadGraph(server, project),
  );
  // Asking is a read of the project, which ends what runs in it, so it is done when somebody wants it and not at every change.
  const answer = useLoaded(`${server.fork} ${project} ${url}`, String(asked), async () =>
    url === '' ? undefined : await server.ask<RouteAnswer>('POST', '/route', { project, url }),
  );
  const openText = query['open'] ?? '';
  const graph = useMemo(() => data && balancerGraph({ ...data, open: new Set(openText.split(' ')) }), [data, openText]);
  const lit = useMemo(() => litBy(answer.data), [answer.data]);
  const fold = useCallback(
    (group: string): void => {
      const open = new Set(openText.split(' ').filter((one) => one !== ''));
      if (!open.delete(group)) open.add(group);
      go(choosing(route, { open: [...open].join(' ') }), true);
    },
    [openText, go, route],
  );
  return (
    <section class="view fill">
      <header class="view-head">
        <h1>Load balancers</h1>
        <Field
          label="Where does this go?"
          name="url"
          value={url}
          placeholder="https://shop.example/cart"
          hint="A whole URL; a host that is an address is looked for among the rules’ own"
          onCommit={(text) => {
            go(choosing(route, { url: text }), true);
            setAsked(asked + 1);
          }}
        />
        {url !== '' && (
          <button type="button" onClick={() => setAsked(asked + 1)}>
            Ask again
          </button>
        )}
      </header>
      {url !== '' && <RouteAnswerPart answer={answer.data} error={answer.error} />}
      {error !== undefined && <p class="error">{error}</p>}
      {graph !== undefined && graph.nodes.length === 0 && !isLoading && (
        <p class="quiet">
          {project === '' ? 'There is no project with anything in it yet.' : `${project} has no load balancer yet.`}{' '}
          What clients make shows up here at once.
        </p>
      )}
      {graph !== undefined && graph.nodes.length > 0 && <Picture graph={graph} lit={lit} fold={fold} />}
    </section>
  );
}
