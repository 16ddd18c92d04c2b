import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly suggestions?: readonly string[];
  /** What to do with the text when it is meant: on Enter, and when the field is left. */
  readonly onCommit: (text: string) => void;
}

/** A field of text that is taken when it is meant, and not at every letter. */
export function Field({ label, name, value, placeholder, hint, suggestions, onCommit }: FieldProps): JSX.Element {
  const [text, setText] = useState(value);
  const list = useId();
  useEffect(() => setText(value), [value]);
  const commit = (): void => {
    if (text !== value) onCommit(text);
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        name={name}
        value={text}
        placeholder={placeholder}
        title={hint}
        autocomplete="off"
        spellcheck={false}
        {...(suggestions === undefined ? {} : { list })}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit();
        }}
      />
      {suggestions !== undefined && (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </label>
  );
}
