import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { millisecondsIn } from './milliseconds.ts';
import { useAct } from './use-act.ts';

/** Virtual time, and ways to let it pass. */
export function ClockCard(): JSX.Element {
  const { server, live, say } = useConsole();
  const act = useAct();
  const [text, setText] = useState('1 min');
  const { data } = useLoaded(`${server.fork} clock`, stateKeyOf(live), () =>
    server.ask<{ readonly mode: string; readonly time: string }>('GET', '/clock'),
  );
  const advance = (): void => {
    const ms = millisecondsIn(text);
    if (ms === undefined) say(`'${text}' is no time: write 500 ms, 30 s, 5 min or 2 h.`, true);
    else void act(`${text} went by.`, 'POST', '/clock/advance', { ms });
  };
  return (
    <section class="card" aria-label="Clock">
      <h2>Clock</h2>
      <p>
        <time class="clock">{data?.time.replace('T', ' ').replace('.000Z', 'Z')}</time>{' '}
        <span class="quiet">{data?.mode}</span>
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          advance();
        }}
      >
        <label class="field narrow">
          <span>Time</span>
          <input name="time" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
        <button type="submit">Advance</button>
        <button type="button" onClick={() => void act('Nothing is running.', 'POST', '/clock/run-until-idle')}>
          Run until idle
        </button>
      </form>
    </section>
  );
}
