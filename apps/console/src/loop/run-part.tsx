import type { JSX } from 'preact';
import { useLoaded } from '../live/use-loaded.ts';
import type { Sender } from '../server/server.ts';
import type { LoopRun, LoopRunDocument, LoopStep } from './loop-document.ts';
import { TONES } from './runs-card.tsx';

interface RunPartProps {
  readonly send: Sender;
  readonly number: number;
  /** Undefined where it is not kept any more. */
  readonly run: LoopRun | undefined;
}

/** All of one run: its steps with their reasons, what each changed and what became of it. */
export function RunPart({ send, number, run }: RunPartProps): JSX.Element {
  // A run that has ended is never another.
  const { data, error } = useLoaded(`run ${number}`, JSON.stringify(run), async () => {
    const answer = await send('GET', `/runs/${number}`);
    // The server that served this page is of its release.
    return (await answer.json()) as LoopRunDocument;
  });
  return (
    <section class="view" aria-label={`Run ${number}`}>
      <div class="card">
        <header class="view-head">
          <h2>
            Run {number} {data !== undefined && <span class={`state ${TONES[data.result]}`}>{data.result}</span>}
          </h2>
          <a href="#/">Close</a>
        </header>
        {run === undefined && <p class="quiet">Nothing is kept of it.</p>}
        {error !== undefined && run !== undefined && <p class="error">{error}</p>}
        {data !== undefined && <RunText run={data} />}
      </div>
    </section>
  );
}

const RunText = ({ run }: { readonly run: LoopRunDocument }): JSX.Element => (
  <>
    <p>
      {run.sum || 'It is under way'}
      {run.tookMs !== undefined && `; ${run.tookMs} ms`}, {run.apiCalls} API calls
      {run.retries > 0 && `, ${run.retries} of them again`}.
    </p>
    {run.error !== undefined && <p class="error">{run.error}</p>}
    {run.drift.length > 0 && (
      <>
        <h3>Drift: found to be not as desired</h3>
        <ul class="links">
          {run.drift.map(({ resource, reason }) => (
            <li key={`${resource} ${reason}`}>
              <code>{resource}</code> {reason}
            </li>
          ))}
        </ul>
      </>
    )}
    {run.steps.length > 0 && <h3>Steps</h3>}
    <ul class="steps">
      {run.steps.map((step, index) => (
        <li key={index}>
          <StepPart step={step} />
        </li>
      ))}
    </ul>
    {run.otherSteps > 0 && <p class="quiet">and {run.otherSteps} more, of which nothing else is kept</p>}
    {run.notices.length > 0 && (
      <>
        <h3>Left as it is</h3>
        <ul class="links">
          {run.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      </>
    )}
  </>
);

const isBad = ({ outcome }: LoopStep): boolean => outcome === 'failed' || outcome === 'skipped';

const StepPart = ({ step }: { readonly step: LoopStep }): JSX.Element => (
  <details>
    <summary>
      <span class={`state ${isBad(step) ? 'bad' : 'good'}`}>{step.outcome}</span> {step.verb}{' '}
      <code>{step.resource}</code> <span class="quiet">{step.reason}</span>
    </summary>
    {step.error !== undefined && <p class="error">{step.error}</p>}
    <dl class="changes">
      {step.fields.map(({ field, before, after }) => (
        <div key={`${field} ${before ?? ''} ${after ?? ''}`}>
          <dt>{field}</dt>
          <dd class="change">
            <del>{before ?? 'nothing'}</del> → <ins>{after ?? 'nothing'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  </details>
);
