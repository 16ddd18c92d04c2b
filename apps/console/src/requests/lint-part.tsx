import type { LintFinding } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { choosing, hashOf } from '../routes/route.ts';

/** Habits of the callers that will hurt them. */
export function LintPart(): JSX.Element | null {
  const { server, route, live } = useConsole();
  const { data } = useLoaded(`${server.fork} lint`, String(live.position?.calls ?? ''), () =>
    server.ask<{ readonly findings: readonly LintFinding[] }>('GET', '/calls/lint'),
  );
  if (data === undefined || data.findings.length === 0) return null;
  return (
    <details class="card lint">
      <summary>
        {data.findings.length} {data.findings.length === 1 ? 'habit' : 'habits'} of callers that will hurt them
      </summary>
      <ul>
        {data.findings.slice(0, 50).map(({ rule, message, wayOut, calls }) => (
          <li key={`${rule} ${calls.join()}`}>
            <strong>{message}</strong> {wayOut}{' '}
            {calls.slice(0, 5).map((call) => (
              <a key={call} href={hashOf(choosing(route, { call: String(call) }))}>
                {call}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
