import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';

/** Something to run, in one of several languages, with a button that copies it. */
export function Commands({ commands }: { readonly commands: Readonly<Record<string, string>> }): JSX.Element {
  const { say } = useConsole();
  const names = Object.keys(commands);
  const [wanted, setWanted] = useState(names[0] ?? '');
  const chosen = Object.hasOwn(commands, wanted) ? wanted : (names[0] ?? '');
  const text = commands[chosen] ?? '';
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => say('Copied.'),
      () => say('The browser does not let this page copy.', true),
    );
  return (
    <div class="commands">
      <div class="bar" role="group" aria-label="As">
        {names.map((name) => (
          <button type="button" key={name} aria-pressed={name === chosen} onClick={() => setWanted(name)}>
            {name}
          </button>
        ))}
        <button type="button" class="end" onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <pre tabIndex={0} aria-label={`As ${chosen}`}>
        {text}
      </pre>
    </div>
  );
}
