import type { QuotaStatus } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import { choosing } from '../routes/route.ts';
import { shareOf } from './share.ts';

/** Limits and usage of a project, or of one of its regions. */
export function QuotasView(): JSX.Element {
  const { server, route, go, live } = useConsole();
  const { project, query } = route;
  const region = query['region'] ?? '';
  const { data, error } = useLoaded(`${server.fork} ${project} ${region}`, stateKeyOf(live), async () => {
    const asked = new URLSearchParams({ project, ...(region === '' ? {} : { region }) });
    const { quotas } = await server.ask<{ readonly quotas: readonly QuotaStatus[] }>('GET', `/quotas?${asked}`);
    return quotas.toSorted((a, b) => shareOf(b) - shareOf(a) || a.metric.localeCompare(b.metric));
  });
  const regions = useLoaded(`${server.fork} ${project} regions`, '', () =>
    server.peek<{ readonly items?: readonly { readonly name: string }[] }>(
      `projects/${project}/regions?fields=items/name`,
    ),
  );
  return (
    <section class="view">
      <header class="view-head">
        <h1>Quotas</h1>
        <Field
          label="Region"
          name="region"
          value={region}
          placeholder="none: the project’s own"
          suggestions={regions.data?.items?.map(({ name }) => name) ?? []}
          onCommit={(text) => go(choosing(route, { region: text }), true)}
        />
      </header>
      {error !== undefined && <p class="error">{error}</p>}
      <ul class="quotas">
        {data?.map(({ metric, limit, usage }) => (
          <li key={metric}>
            <span class="metric">{metric}</span>
            <meter min={0} max={1} high={0.8} value={shareOf({ limit, usage })} aria-label={metric} />
            <span class="amount">
              {usage} of {limit}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
