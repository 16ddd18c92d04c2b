import type { FaultStatus } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { useLoaded } from '../live/use-loaded.ts';
import type { FaultForm } from './fault-of.ts';
import { FAULTS, faultOf } from './fault-of.ts';
import { useAct } from './use-act.ts';

/** What goes wrong on demand, and how often it did. */
export function FaultsCard(): JSX.Element {
  const { server, live } = useConsole();
  const act = useAct();
  const [form, setForm] = useState<FaultForm>({ method: 'backendServices.*', fault: '503', times: '1' });
  const { calls = 0, faults = 0 } = live.position ?? {};
  const { data } = useLoaded(`${server.fork} faults`, `${calls} ${faults}`, () =>
    server.ask<{ readonly faults: readonly FaultStatus[] }>('GET', '/faults'),
  );
  const change = (more: Partial<FaultForm>): void => setForm({ ...form, ...more });
  return (
    <section class="card" aria-label="Faults">
      <h2>
        Faults <span class="count">{data?.faults.length ?? 0}</span>
      </h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void act('It will go wrong.', 'POST', '/faults', faultOf(form));
        }}
      >
        <label class="field">
          <span>Method</span>
          <input
            name="method"
            value={form.method}
            onInput={({ currentTarget }) => change({ method: currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>Goes wrong</span>
          <select
            name="fault"
            value={form.fault}
            onChange={({ currentTarget }) =>
              change({ fault: FAULTS.find((one) => one === currentTarget.value) ?? '503' })
            }
          >
            {FAULTS.map((fault) => (
              <option key={fault}>{fault}</option>
            ))}
          </select>
        </label>
        <label class="field narrow">
          <span>Times</span>
          <input
            name="times"
            inputMode="numeric"
            placeholder="always"
            value={form.times}
            onInput={({ currentTarget }) => change({ times: currentTarget.value })}
          />
        </label>
        <button type="submit">Add</button>
      </form>
      <ul class="links">
        {data?.faults.map(({ id, rule, seen, met }) => (
          <li key={id}>
            <code>{rule.method ?? '*'}</code> {typeof rule.fault === 'string' ? rule.fault : JSON.stringify(rule.fault)}
            : met {met} of {seen}{' '}
            <button
              type="button"
              aria-label={`Take away ${id}`}
              onClick={() => void act('It is taken away.', 'DELETE', `/faults/${encodeURIComponent(id)}`)}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
