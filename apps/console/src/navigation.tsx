import type { JSX } from 'preact';
import { useConsole } from './live/console-context.ts';
import { stateKeyOf } from './live/live.ts';
import { useLoaded } from './live/use-loaded.ts';
import { countsByCollection, projectsIn } from './resources/list-collection.ts';
import { collectionOf, titleOf } from './server/resource-path.ts';
import { goTo, hashOf } from './routes/route.ts';
import type { Route } from './routes/route.ts';

const VIEWS: readonly (readonly [Route['view'], string])[] = [
  ['graph', 'Load balancers'],
  ['requests', 'Requests'],
  ['evidence', 'Evidence'],
  ['changes', 'Changes'],
  ['quotas', 'Quotas'],
  ['controls', 'Controls'],
];

/** Where one can go: the views, and the tables of what there is. */
export function Navigation(): JSX.Element {
  const { server, route, live, go } = useConsole();
  const { data } = useLoaded(`${server.fork} counts`, stateKeyOf(live), () =>
    server.ask<{ readonly counts: Readonly<Record<string, number>> }>('GET', '/resources'),
  );
  const counts = data?.counts ?? {};
  const projects = [...new Set([...projectsIn(counts), ...(route.project === '' ? [] : [route.project])])].toSorted();
  const shown = route.view === 'resource' ? collectionOf(route.of) : route.of;
  return (
    <nav aria-label="Views">
      <label class="field">
        <span>Project</span>
        <select
          name="project"
          value={route.project}
          onChange={({ currentTarget }) => {
            const isOfProject = route.view !== 'resource';
            const there = { ...route, project: currentTarget.value };
            go(isOfProject ? there : goTo(there, 'graph'));
          }}
        >
          {projects.length === 0 && <option value="">none yet</option>}
          {projects.map((project) => (
            <option key={project}>{project}</option>
          ))}
        </select>
      </label>
      <ul>
        {VIEWS.map(([view, title]) => (
          <li key={view}>
            <a href={hashOf(goTo(route, view))} {...(route.view === view ? { 'aria-current': 'page' } : {})}>
              {title}
              {view === 'requests' && live.position !== undefined && <span class="count">{live.position.calls}</span>}
            </a>
          </li>
        ))}
      </ul>
      <h2>Resources</h2>
      <ul>
        {[...countsByCollection(counts, route.project)].map(([collection, count]) => (
          <li key={collection}>
            <a
              href={hashOf(goTo(route, 'table', collection))}
              {...(shown === collection ? { 'aria-current': 'page' } : {})}
            >
              {titleOf(collection)} <span class="count">{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
