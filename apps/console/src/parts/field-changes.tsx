import type { FieldChange } from '@gcepool/sim';
import type { JSX } from 'preact';
import type { JsonValue } from '../server/json.ts';

/** Fields of a resource that are not what they were. */
export const FieldChanges = ({ changes }: { readonly changes: readonly FieldChange[] }): JSX.Element => (
  <dl class="changes">
    {changes.map(({ field, before, after }) => (
      <div key={field}>
        <dt>{field}</dt>
        <dd>
          <Change before={before} after={after} />
        </dd>
      </div>
    ))}
  </dl>
);

interface ChangeProps {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** What a value was and what it is. */
export const Change = ({ before, after }: ChangeProps): JSX.Element => (
  <p class="change">
    <del>{before === undefined ? 'nothing' : JSON.stringify(before)}</del>
    {' → '}
    <ins>{after === undefined ? 'nothing' : JSON.stringify(after)}</ins>
  </p>
);
