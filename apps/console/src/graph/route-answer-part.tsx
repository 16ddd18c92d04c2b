import type { RouteAnswer } from '@gcepool/sim';
import type { JSX } from 'preact';
import { ResourceLink } from '../parts/value.tsx';

interface RouteAnswerPartProps {
  readonly answer: RouteAnswer | undefined;
  readonly error: string | undefined;
}

/** Where a request would go, and why, in words. */
export function RouteAnswerPart({ answer, error }: RouteAnswerPartProps): JSX.Element | null {
  if (error !== undefined) return <p class="error">{error}</p>;
  if (answer === undefined) return null;
  return (
    <details class="card answer" open={answer.outcome === 'unreachable'}>
      <summary>
        <span role="status">{sentenceOf(answer)}</span>
      </summary>
      <ol>
        {answer.steps.map(({ resource, goesOn, why }, index) => (
          <li key={`${index} ${resource}`} class={goesOn ? '' : 'stop'}>
            {resource.split('/').length > 2 ? <ResourceLink path={resource} /> : resource}: {why}
          </li>
        ))}
      </ol>
    </details>
  );
}

function sentenceOf(answer: RouteAnswer): string {
  switch (answer.outcome) {
    case 'backend':
      return `It goes to ${answer.backends.length === 1 ? 'one backend' : `one of ${answer.backends.length} backends`}, as ${answer.url}`;
    case 'bucket':
      return `It is answered from a bucket, as ${answer.url}`;
    case 'redirect':
      return `The client is sent to ${answer.url} (${answer.code})`;
    case 'unreachable':
      return 'Nothing answers it';
  }
}
