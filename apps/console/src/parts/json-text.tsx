import type { JSX } from 'preact';
import { ResourceLink } from './value.tsx';
import type { JsonValue } from '../server/json.ts';
import { pathIn } from '../server/resource-path.ts';

/** JSON as indented text, in which links to resources lead to their pages. */
export const JsonText = ({ value, label }: { readonly value: JsonValue; readonly label: string }): JSX.Element => (
  <pre class="json" tabIndex={0} aria-label={label}>
    <Part value={value} indent="" />
  </pre>
);

function Part({ value, indent }: { readonly value: JsonValue | undefined; readonly indent: string }): JSX.Element {
  if (typeof value === 'string') return <TextPart text={value} />;
  if (typeof value !== 'object' || value === null) return <span class="scalar">{JSON.stringify(value)}</span>;
  const isList = Array.isArray(value);
  const parts: readonly (readonly [string, JsonValue | undefined])[] = Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return <>{`${open}${close}`}</>;
  const inner = `${indent}  `;
  return (
    <>
      {open}
      {parts.map(([name, one], index) => (
        <span key={name}>
          {`\n${inner}`}
          {!isList && (
            <>
              <span class="name">{JSON.stringify(name)}</span>:{' '}
            </>
          )}
          <Part value={one} indent={inner} />
          {index < parts.length - 1 && ','}
        </span>
      ))}
      {`\n${indent}${close}`}
    </>
  );
}

function TextPart({ text }: { readonly text: string }): JSX.Element {
  const path = pathIn(text);
  if (path === undefined) return <span class="text">{JSON.stringify(text)}</span>;
  return (
    <>
      "<ResourceLink path={path} text={text} />"
    </>
  );
}
