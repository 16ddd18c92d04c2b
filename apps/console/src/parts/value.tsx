import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { nameOf, pathIn } from '../server/resource-path.ts';
import { goTo, hashOf } from '../routes/route.ts';
import type { JsonValue } from '../server/json.ts';

/** A link to a resource's page, under its name or another text. */
export function ResourceLink({ path, text }: { readonly path: string; readonly text?: string }): JSX.Element {
  const { route } = useConsole();
  return (
    <a href={hashOf(goTo(route, 'resource', path))} title={path}>
      {text ?? nameOf(path)}
    </a>
  );
}

const GOOD = /^(?:RUNNING|READY|DONE|ACTIVE|HEALTHY|IN_USE|UP)$/;
const BAD = /^(?:FAILED|UNHEALTHY|TERMINATED|SUSPENDED|ERROR|DOWN|TIMEOUT)$/;
const STATE = /^[A-Z][A-Z_]+$/;

/** A word for a state, with a colour that says no more than the word. */
export const StateWord = ({ word }: { readonly word: string }): JSX.Element => (
  <span class={`state ${GOOD.test(word) ? 'good' : BAD.test(word) ? 'bad' : 'other'}`}>{word}</span>
);

/** A value in a cell: links lead to what they mean. */
export function Value({ value }: { readonly value: JsonValue | undefined }): JSX.Element {
  if (value === undefined || value === null || value === '') return <span class="none">–</span>;
  if (Array.isArray(value)) return <>{value.map(shortOf).join(', ')}</>;
  if (typeof value === 'object') return <>{JSON.stringify(value)}</>;
  if (typeof value === 'string') {
    const path = pathIn(value);
    if (path !== undefined) return <ResourceLink path={path} />;
    if (STATE.test(value)) return <StateWord word={value} />;
  }
  return <>{String(value)}</>;
}

const shortOf = (value: JsonValue): string =>
  typeof value === 'string' ? (pathIn(value) === undefined ? value : nameOf(value)) : JSON.stringify(value);
