import type { Blame, FieldChange, SnapshotDiff } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { choosing } from '../routes/route.ts';
import type { JsonObject, JsonValue } from '../server/json.ts';
import { fieldPaths } from './field-paths.ts';

/** Which request last changed a resource, or a field of it, and what became of it since a moment. */
export function HistoryPart({ resource }: { readonly resource: JsonObject | undefined }): JSX.Element {
  const { server, route, go, live } = useConsole();
  const { of } = route;
  const field = route.query['field'] ?? '';
  const since = route.query['since'] ?? '';
  const { data, error } = useLoaded(`${server.fork} ${of} ${field} ${since}`, stateKeyOf(live), async () => {
    const asked = new URLSearchParams({ resource: of, ...(field === '' ? {} : { field }) });
    const { blame } = await server.ask<{ readonly blame?: Blame }>('GET', `/history/blame?${asked}`);
    const range = await server.ask<{ readonly earliest: number; readonly latest: number }>('GET', '/history');
    const diff =
      since === '' ? undefined : await server.ask<SnapshotDiff>('POST', '/history/diff', { before: Number(since) });
    return { blame, range, changes: diff?.changed.find(({ path }) => path === of)?.fields ?? [] };
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
      </div>
      {error !== undefined && <p class="error">{error}</p>}
      {data !== undefined && <BlameText blame={data.blame} />}
      {data !== undefined && since !== '' && <Changes changes={data.changes} since={since} />}
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

const Changes = ({
  changes,
  since,
}: {
  readonly changes: readonly FieldChange[];
  readonly since: string;
}): JSX.Element =>
  changes.length === 0 ? (
    <p class="quiet">Nothing of it is other than it was at command {since}.</p>
  ) : (
    <dl class="changes">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            <Change before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  );

const Change = ({
  before,
  after,
}: {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}): JSX.Element => (
  <p class="change">
    <del>{before === undefined ? 'nothing' : JSON.stringify(before)}</del>
    {' → '}
    <ins>{after === undefined ? 'nothing' : JSON.stringify(after)}</ins>
  </p>
);
