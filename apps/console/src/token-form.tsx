import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

interface TokenFormProps {
  readonly message: string;
  readonly onToken: (token: string) => void;
}

/** Asks for the admin token of a simulator that has one. It is kept while the tab is open. */
export function TokenForm({ message, onToken }: TokenFormProps): JSX.Element {
  const [token, setToken] = useState('');
  return (
    <section class="view">
      <h1>Admin token</h1>
      <p>{message}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          onToken(token);
        }}
      >
        <label class="field">
          <span>Admin token</span>
          <input
            type="password"
            name="token"
            autocomplete="off"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
        </label>
        <button type="submit">Show the console</button>
      </form>
    </section>
  );
}
