import type { Exchange } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useConsole } from '../live/console-context.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Commands } from '../parts/commands.tsx';
import { JsonText } from '../parts/json-text.tsx';
import { choosing, goTo, hashOf } from '../routes/route.ts';
import type { JsonValue } from '../server/json.ts';
import { asCommands } from './as-commands.ts';

/** One call: what was sent and answered, and how to send it again. */
export function CallPart({ sequence }: { readonly sequence: number }): JSX.Element {
  const { server, route, live } = useConsole();
  const call = live.calls.find((one) => one.sequence === sequence);
  const { data, error } = useLoaded(`${server.fork} call ${sequence}`, '', () =>
    server.ask<Exchange>('GET', `/calls/${sequence}`),
  );
  return (
    <aside class="call" aria-label={`Call ${sequence}`}>
      <header>
        <h2>
          Call {sequence}{' '}
          {call?.method !== undefined && (
            <a
              class="quiet"
              href={hashOf(goTo(route, 'evidence', '', { method: call.method }))}
              title="How is it known what it does?"
            >
              {call.method}
            </a>
          )}
        </h2>
        <a href={hashOf(choosing(route, { call: '' }))}>Close</a>
      </header>
      {call?.ignored !== undefined && <p>Ignored: {call.ignored.map(({ field }) => field).join(', ')}</p>}
      {error !== undefined && <p class="quiet">{error}</p>}
      {data !== undefined && (
        <>
          <Commands commands={asCommands(data, location.origin + server.root)} />
          <Body title="Sent" text={data.body} isTooLong={data.tooLong?.includes('body') === true} />
          <Body
            title={data.status === 0 ? 'No answer arrived; it was' : `Answered ${data.status}`}
            text={data.answer}
            isTooLong={data.tooLong?.includes('answer') === true}
          />
        </>
      )}
    </aside>
  );
}

interface BodyProps {
  readonly title: string;
  readonly text: string | undefined;
  readonly isTooLong: boolean;
}

function Body({ title, text, isTooLong }: BodyProps): JSX.Element {
  return (
    <>
      <h3>{title}</h3>
      {isTooLong ? (
        <p class="quiet">It is too long to be kept.</p>
      ) : text === undefined || text === '' ? (
        <p class="quiet">No body.</p>
      ) : (
        <JsonText value={parsed(text)} label={title} />
      )}
    </>
  );
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
