import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { useAct } from './use-act.ts';

/** All that is remembered: to be kept, brought back, or forgotten. */
export function StateCard(): JSX.Element {
  const { server, route, live, say } = useConsole();
  const { project } = route;
  const act = useAct();
  const [moment, setMoment] = useState('');
  const { data: range } = useLoaded(`${server.fork} history`, stateKeyOf(live), () =>
    server.ask<{ readonly earliest: number; readonly latest: number }>('GET', '/history'),
  );
  const save = async (): Promise<void> => {
    const snapshot = await server.ask<unknown>('GET', '/snapshot');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(snapshot)], { type: 'application/json' }));
    link.download = 'gcepool-snapshot.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const load = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      await act(`It is as ${file.name} says.`, 'PUT', '/snapshot', JSON.parse(await file.text()));
    } catch (error) {
      say(`${file.name}: ${error instanceof Error ? error.message : String(error)}`, true);
    }
  };
  const goBack = async (): Promise<void> => {
    const snapshot = await server
      .ask<unknown>('GET', `/history/at?sequence=${encodeURIComponent(moment)}`)
      .catch((error: unknown) => say(error instanceof Error ? error.message : String(error), true));
    if (snapshot !== undefined) await act(`It is as it was at command ${moment}.`, 'PUT', '/snapshot', snapshot);
  };
  return (
    <section class="card" aria-label="State">
      <h2>State</h2>
      <div class="form">
        <button type="button" onClick={() => void save()}>
          Save a snapshot
        </button>
        <label class="button">
          Load a snapshot
          <input
            type="file"
            accept="application/json,.json"
            onChange={({ currentTarget }) => void load(currentTarget.files?.[0])}
          />
        </label>
      </div>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void goBack();
        }}
      >
        <label class="field narrow">
          <span>{range === undefined ? 'Command' : `Command, ${range.earliest} to ${range.latest}`}</span>
          <input
            name="moment"
            inputMode="numeric"
            required
            value={moment}
            onInput={({ currentTarget }) => setMoment(currentTarget.value)}
          />
        </label>
        <button type="submit">Travel back</button>
      </form>
      <div class="form">
        {project !== '' && (
          <button
            type="button"
            class="danger"
            onClick={() => void act(`${project} is forgotten.`, 'POST', '/reset', { project })}
          >
            Reset {project}
          </button>
        )}
        <button type="button" class="danger" onClick={() => void act('All is forgotten.', 'POST', '/reset')}>
          Reset everything
        </button>
      </div>
    </section>
  );
}
