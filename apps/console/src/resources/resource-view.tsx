import type { ResourceLinks } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { ResourceLink, StateWord } from '../parts/value.tsx';
import { goTo, hashOf } from '../routes/route.ts';
import type { JsonObject } from '../server/json.ts';
import { Refused } from '../server/server.ts';
import { HistoryPart } from './history-part.tsx';
import { JsonText } from '../parts/json-text.tsx';
import { InstanceHealth } from './instance-health.tsx';
import { collectionOf, nameOf, placeOf, titleOf } from '../server/resource-path.ts';

/** One resource: what the API shows of it, what it has to do with others, and how it came to be so. */
export function ResourceView(): JSX.Element {
  const { server, route, live } = useConsole();
  const { of } = route;
  const collection = collectionOf(of);
  const { data, error } = useLoaded(`${server.fork} ${of}`, stateKeyOf(live), async () => {
    const [resource, links] = await Promise.all([
      server.peek<JsonObject>(of).catch(absent),
      server.ask<ResourceLinks>('GET', `/links?resource=${encodeURIComponent(of)}`),
    ]);
    return { resource, links };
  });
  const status = data?.resource?.['status'];
  return (
    <section class="view">
      <header class="view-head">
        <h1>{nameOf(of)}</h1>
        <a href={hashOf(goTo(route, 'table', collection))}>{titleOf(collection)}</a>
        <span class="quiet">{placeOf(of)}</span>
        {typeof status === 'string' && <StateWord word={status} />}
      </header>
      {error !== undefined && <p class="error">{error}</p>}
      {data !== undefined && (
        <div class="columns">
          <div class="wide">
            {data.resource === undefined ? (
              <p class="quiet">There is no such resource now.</p>
            ) : (
              <JsonText value={data.resource} label={`${nameOf(of)} as JSON`} />
            )}
          </div>
          <div class="stack">
            {collection === 'instances' && <InstanceHealth path={of} />}
            <LinkList title="Used by" paths={data.links.usedBy} none="Nothing uses it." />
            <LinkList title="Uses" paths={data.links.uses} none="It uses nothing." />
            <HistoryPart resource={data.resource} />
          </div>
        </div>
      )}
    </section>
  );
}

function absent(error: unknown): undefined {
  if (error instanceof Refused && error.status === 404) return undefined;
  throw error;
}

/** More than these are in the table of their kind. */
const MOST = 100;

const LinkList = ({
  title,
  paths,
  none,
}: {
  readonly title: string;
  readonly paths: readonly string[];
  readonly none: string;
}): JSX.Element => (
  <section class="card" aria-label={title}>
    <h2>
      {title} <span class="count">{paths.length}</span>
    </h2>
    {paths.length === 0 && <p class="quiet">{none}</p>}
    <ul class="links">
      {paths.slice(0, MOST).map((path) => (
        <li key={path}>
          <ResourceLink path={path} /> <span class="quiet">{titleOf(collectionOf(path)).toLowerCase()}</span>
        </li>
      ))}
    </ul>
    {paths.length > MOST && <p class="quiet">and {paths.length - MOST} more</p>}
  </section>
);
