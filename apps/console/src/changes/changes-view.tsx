import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { FieldChanges } from '../parts/field-changes.tsx';
import { ResourceLink } from '../parts/value.tsx';
import { choosing } from '../routes/route.ts';
import { diffBetween } from '../server/diff-between.ts';
import { collectionOf, titleOf } from '../server/resource-path.ts';

/** Of more resources than these of a sort only the number is shown. */
const MOST = 200;

/** What became of all resources between two moments. */
export function ChangesView(): JSX.Element {
  const { server, route, go, live } = useConsole();
  const since = route.query['since'] ?? '';
  const until = route.query['until'] ?? '';
  const range = useLoaded(`${server.fork} range`, stateKeyOf(live), () =>
    server.ask<{ readonly earliest: number; readonly latest: number }>('GET', '/history'),
  );
  // What was between two moments stays as it is; what became until now does not.
  const version = until === '' ? stateKeyOf(live) : '';
  const from = since === '' ? String(range.data?.earliest ?? '') : since;
  const { data, error } = useLoaded(`${server.fork} changes ${from} ${until}`, version, async () =>
    from === '' ? undefined : await diffBetween(server, from, until),
  );
  const isNothing = data !== undefined && data.added.length + data.removed.length + data.changed.length === 0;
  return (
    <section class="view">
      <header class="view-head">
        <h1>Changes</h1>
        <Field
          label="Since command"
          name="since"
          value={since}
          placeholder={String(range.data?.earliest ?? '')}
          hint="How many commands there had been"
          onCommit={(text) => go(choosing(route, { since: text }), true)}
        />
        <Field
          label="Until command"
          name="until"
          value={until}
          placeholder={range.data === undefined ? 'now' : `now, ${range.data.latest}`}
          hint="How many commands there had been"
          onCommit={(text) => go(choosing(route, { until: text }), true)}
        />
      </header>
      {error !== undefined && <p class="error">{error}</p>}
      {isNothing && <p class="quiet">Nothing became other between these moments.</p>}
      {data !== undefined && (
        <>
          <PathsCard title="Made" paths={data.added} />
          <PathsCard title="Gone" paths={data.removed} />
          {data.changed.length > 0 && (
            <section class="card" aria-label="Changed">
              <h2>
                Changed <span class="count">{data.changed.length}</span>
              </h2>
              {data.changed.slice(0, MOST).map(({ path, fields }) => (
                <article key={path}>
                  <h3>
                    <ResourceLink path={path} /> {titleOf(collectionOf(path)).toLowerCase()}
                  </h3>
                  <FieldChanges changes={fields} />
                </article>
              ))}
              <More count={data.changed.length} />
            </section>
          )}
        </>
      )}
    </section>
  );
}

const PathsCard = ({
  title,
  paths,
}: {
  readonly title: string;
  readonly paths: readonly string[];
}): JSX.Element | null =>
  paths.length === 0 ? null : (
    <section class="card" aria-label={title}>
      <h2>
        {title} <span class="count">{paths.length}</span>
      </h2>
      <ul class="links">
        {paths.slice(0, MOST).map((path) => (
          <li key={path}>
            <ResourceLink path={path} /> <span class="quiet">{titleOf(collectionOf(path)).toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <More count={paths.length} />
    </section>
  );

const More = ({ count }: { readonly count: number }): JSX.Element | null =>
  count <= MOST ? null : <p class="quiet">and {count - MOST} more</p>;
