import type { Blame, SnapshotDiff } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { Change, FieldChanges } from '../parts/field-changes.tsx';
import { choosing } from '../routes/route.ts';
import { diffBetween } from '../server/diff-between.ts';
import type { JsonObject } from '../server/json.ts';
import { fieldPaths } from './field-paths.ts';

/** Which request last changed a resource, or a field of it, and what became of it since a moment. */
export function HistoryPart({ resource }: { readonly resource: JsonObject | undefined }): JSX.Element {
  const { server, route, go, live } = useConsole();
  const { of } = route;
  const field = route.query['field'] ?? '';
  const since = route.query['since'] ?? '';
  const until = route.query['until'] ?? '';
  const { data, error } = useLoaded(`${server.fork} ${of} ${field} ${since} ${until}`, stateKeyOf(live), async () => {
    const asked = new URLSearchParams({ resource: of, ...(field === '' ? {} : { field }) });
    const { blame } = await server.ask<{ readonly blame?: Blame }>('GET', `/history/blame?${asked}`);
    const range = await server.ask<{ readonly earliest: number; readonly latest: number }>('GET', '/history');
    const diff = since === '' ? undefined : await diffBetween(server, since, until);
    return { blame, range, diff };
  });
  return (
    <section class="card" aria-label="History">
      <h2>History</h2>
      <div class="form">
        <Field
          label="Who changed"
          name="field"
          value={field}
          placeholder="any field"
          suggestions={resource === undefined ? [] : fieldPaths(resource)}
          onCommit={(text) => go(choosing(route, { field: text }), true)}
        />
        <Field
          label={data === undefined ? 'Since command' : `Since command, ${data.range.earliest} to ${data.range.latest}`}
          name="since"
          value={since}
          onCommit={(text) => go(choosing(route, { since: text }), true)}
        />
        <Field
          label="Until command"
          name="until"
          value={until}
          placeholder="now"
          onCommit={(text) => go(choosing(route, { until: text }), true)}
        />
      </div>
      {error !== undefined && <p class="error">{error}</p>}
      {data !== undefined && <BlameText blame={data.blame} />}
      {data?.diff !== undefined && (
        <Changes
          of={of}
          diff={data.diff}
          words={until === '' ? `than it was at command ${since}` : `at command ${until} than at command ${since}`}
        />
      )}
    </section>
  );
}

function BlameText({ blame }: { readonly blame: Blame | undefined }): JSX.Element {
  if (blame === undefined) return <p class="quiet">No request of those that are remembered changed it.</p>;
  return (
    <>
      <p>
        <strong>{blame.method}</strong> by {blame.user}, command {blame.sequence}, at{' '}
        <time>{new Date(blame.time).toISOString()}</time>
      </p>
      {typeof blame.before !== 'object' && typeof blame.after !== 'object' && (
        <Change before={blame.before} after={blame.after} />
      )}
    </>
  );
}

interface ChangesProps {
  readonly of: string;
  readonly diff: SnapshotDiff;
  readonly words: string;
}

function Changes({ of, diff, words }: ChangesProps): JSX.Element {
  const changes = diff.changed.find(({ path }) => path === of)?.fields ?? [];
  if (diff.added.includes(of)) return <p class="quiet">It was made in between.</p>;
  if (diff.removed.includes(of)) return <p class="quiet">It went in between.</p>;
  if (changes.length === 0) return <p class="quiet">Nothing of it is other {words}.</p>;
  return <FieldChanges changes={changes} />;
}
