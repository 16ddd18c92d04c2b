import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { hashOf } from '../routes/route.ts';
import { useAct } from './use-act.ts';

/** Simulators that went on from one state by themselves. */
export function ForksCard(): JSX.Element {
  const { server, route, live } = useConsole();
  const act = useAct();
  const [name, setName] = useState('');
  const { data } = useLoaded('forks', String(live.position?.forks ?? ''), () =>
    server.ask<{ readonly forks: readonly { readonly name: string }[] }>('GET', '/forks'),
  );
  const at = (fork: string): string => hashOf({ ...route, query: { ...route.query, fork } });
  return (
    <section class="card" aria-label="Forks">
      <h2>
        Forks <span class="count">{data?.forks.length ?? 0}</span>
      </h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void act('It is forked.', 'POST', '/forks', name === '' ? {} : { name });
        }}
      >
        <label class="field">
          <span>Name</span>
          <input
            name="fork"
            placeholder="fork-1"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value.trim())}
          />
        </label>
        <button type="submit">Fork {server.fork === '' ? 'the simulator' : server.fork}</button>
      </form>
      <ul class="links">
        {server.fork !== '' && (
          <li>
            <a href={at('')}>the simulator itself</a>
          </li>
        )}
        {data?.forks.map((fork) => (
          <li key={fork.name}>
            {fork.name === server.fork ? <strong>{fork.name}</strong> : <a href={at(fork.name)}>{fork.name}</a>}{' '}
            {fork.name !== server.fork && (
              <button
                type="button"
                aria-label={`End ${fork.name}`}
                onClick={() => void act(`${fork.name} is ended.`, 'DELETE', `/forks/${encodeURIComponent(fork.name)}`)}
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
