import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { useState } from 'preact/hooks';

/** Makes an instance sick or well on a port, or on all. */
export function InstanceHealth({ path }: { readonly path: string }): JSX.Element {
  const { server, say } = useConsole();
  const [port, setPort] = useState('');
  const set = async (behaviour: 'down' | 'up'): Promise<void> => {
    const onPort = port === '' ? {} : { port: Number(port) };
    await server.ask('POST', '/health', { instance: path, behaviour, ...onPort }).then(
      () =>
        say(
          `From now on it is ${behaviour}${port === '' ? '' : ` on port ${port}`}; time must pass for probes to find out.`,
        ),
      (error: unknown) => say(String(error), true),
    );
  };
  return (
    <section class="card" aria-label="What health probes meet">
      <h2>What health probes meet</h2>
      <div class="form">
        <label class="field narrow">
          <span>Port</span>
          <input
            name="port"
            inputMode="numeric"
            placeholder="all"
            value={port}
            onInput={({ currentTarget }) => setPort(currentTarget.value.trim())}
          />
        </label>
        <button type="button" onClick={() => void set('down')}>
          Make it sick
        </button>
        <button type="button" onClick={() => void set('up')}>
          Make it well
        </button>
      </div>
    </section>
  );
}
