import type { JSX } from 'preact';
import type { LoopDocument } from './loop-document.ts';

/** Of more ports than these the table says why. */
const MOST_PORTS = 20;

/** What is not served, or not as desired, and why. */
export function ProblemsCard({ loop }: { readonly loop: LoopDocument }): JSX.Element {
  const { problems, remarks } = loop;
  const ports = loop.ports.filter(({ state }) => state === 'not as desired');
  const isWell = problems.length + ports.length === 0;
  return (
    <section class="card" aria-label="Not as desired, and why">
      <h2>Not as desired, and why</h2>
      {isWell && <p class="quiet">{loop.begun === 0 ? 'Nothing is known yet.' : 'There is nothing.'}</p>}
      <ul class="links">
        {ports.slice(0, MOST_PORTS).map(({ nodePort, label, why }) => (
          <li key={nodePort}>
            <strong>
              {label} ({nodePort})
            </strong>
            : {why}
          </li>
        ))}
        {ports.length > MOST_PORTS && <li>and {ports.length - MOST_PORTS} more ports</li>}
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      {remarks.length > 0 && (
        <details>
          <summary>
            Not taken as it stands <span class="count">{remarks.length}</span>
          </summary>
          <ul class="links">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
