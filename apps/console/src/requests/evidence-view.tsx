import type { CalledEvidence, CalledMethod } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { choosing } from '../routes/route.ts';

type Kind = CalledMethod['evidence'];
type Source = NonNullable<CalledMethod['sources']>[number];

/** What each kind of evidence means, from the strongest on. */
const KINDS: readonly (readonly [Kind, tone: string, meaning: string])[] = [
  ['recorded', 'good', 'compared with recorded answers of the real service'],
  ['documented', 'good', 'built from a text that says what it does'],
  ['generic', 'other', 'does what methods of its name do everywhere'],
  ['assumed', 'bad', 'a guess'],
  ['not simulated', 'bad', 'answers 501'],
];

/** How it is known what the methods do that were called. */
export function EvidenceView(): JSX.Element {
  const { server, route, go, live } = useConsole();
  const search = route.query['method'] ?? '';
  const { data, error } = useLoaded(`${server.fork} evidence`, String(live.position?.calls ?? ''), () =>
    server.ask<CalledEvidence>('GET', '/calls/evidence'),
  );
  const methods = data?.methods.filter(({ id }) => id.toLowerCase().includes(search.toLowerCase())) ?? [];
  const others = Object.entries(data?.others ?? {});
  return (
    <section class="view">
      <header class="view-head">
        <h1>How it is known what methods do</h1>
        <Field
          label="Method"
          name="method"
          value={search}
          placeholder="backendServices.insert"
          suggestions={data?.methods.map(({ id }) => id) ?? []}
          onCommit={(text) => go(choosing(route, { method: text }), true)}
        />
      </header>
      {error !== undefined && <p class="error">{error}</p>}
      {data?.methods.length === 0 && <p class="quiet">Nothing was called yet.</p>}
      {KINDS.map(([kind, tone, meaning]) => {
        const those = methods.filter(({ evidence }) => evidence === kind);
        return those.length === 0 ? undefined : (
          <section class="card" key={kind} aria-label={kind}>
            <h2>
              <span class={`state ${tone}`}>{kind}</span> <span class="count">{those.length}</span>{' '}
              <span class="quiet">{meaning}</span>
            </h2>
            <ul class="links evidence">
              {those.map((method) => (
                <MethodItem key={method.id} method={method} />
              ))}
            </ul>
          </section>
        );
      })}
      {others.length > 0 && search === '' && (
        <p class="quiet">
          Besides, no methods of Compute: {others.map(([id, calls]) => `${id} (${calls})`).join(', ')}
        </p>
      )}
    </section>
  );
}

const MethodItem = ({ method }: { readonly method: CalledMethod }): JSX.Element => (
  <li>
    <strong>{method.id}</strong> <span class="count">{method.calls === 1 ? 'once' : `${method.calls} times`}</span>
    {method.recorded !== undefined && (
      <p>
        {method.recorded.matched} of {method.recorded.exchanges} recorded answers are given as they were.
      </p>
    )}
    {method.sources?.map((source) => (
      <p key={JSON.stringify(source)}>
        <SourceText source={source} />
      </p>
    ))}
    {method.reason !== undefined && <p>It is this guess because {method.reason}</p>}
    {method.lacking !== undefined && <p class="quiet">Not simulated: {method.lacking}</p>}
  </li>
);

/** No page of another host is asked for anything: where a source is, is text. */
function SourceText({ source }: { readonly source: Source }): JSX.Element {
  if ('page' in source) return <code>{source.page}</code>;
  if ('report' in source) return <code>{source.report}</code>;
  return (
    <>
      “{source.sentence}” <span class="quiet">{source.describedAt}</span>
    </>
  );
}
