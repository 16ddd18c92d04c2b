import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { senderTo } from '../server/server.ts';
import { followLoop } from './follow-loop.ts';
import type { Seen } from './follow-loop.ts';
import type { LoopDocument } from './loop-document.ts';
import { NowCard } from './now-card.tsx';
import { PortsCard } from './ports-card.tsx';
import { ProblemsCard } from './problems-card.tsx';
import { RunPart } from './run-part.tsx';
import { RunsCard } from './runs-card.tsx';

/** `#/runs/12` → 12; undefined for everything else. */
const runIn = (hash: string): number | undefined => {
  const [, number] = /^#\/runs\/(\d{1,9})$/.exec(hash) ?? [];
  return number === undefined ? undefined : Number(number);
};

const LINKS: Readonly<Record<Seen['kind'], string>> = {
  opening: 'opening',
  live: 'live',
  lost: 'no connection',
  replaced: 'no connection',
  refused: 'refused',
};

/** The page of a loop. */
export function LoopApp({ pageToken }: { readonly pageToken: string }): JSX.Element {
  const send = useMemo(() => senderTo('/_loop', { pageToken, adminToken: '' }), [pageToken]);
  const [seen, setSeen] = useState<Seen>({ kind: 'opening' });
  const [chosen, setChosen] = useState(() => runIn(location.hash));
  useEffect(() => {
    const stop = new AbortController();
    void followLoop(
      send,
      (next) => {
        setSeen(next);
        // With the page comes the token that the process takes.
        if (next.kind === 'replaced') location.reload();
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [send]);
  useEffect(() => {
    const read = (): void => setChosen(runIn(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const loop = 'loop' in seen ? seen.loop : undefined;
  return (
    <>
      <header class="top">
        <strong class="brand">gcepool {loop?.command}</strong>
        {loop?.cluster !== undefined && loop.cluster !== '' && <span class="state other">cluster {loop.cluster}</span>}
        <span class={`link end ${seen.kind}`} role="status">
          {LINKS[seen.kind]}
        </span>
      </header>
      <main>
        {seen.kind === 'refused' && <p class="error">{seen.message}</p>}
        {loop !== undefined && <LoopView loop={loop} chosen={chosen} />}
        {loop !== undefined && chosen !== undefined && (
          <RunPart send={send} number={chosen} run={loop.runs.find(({ number }) => number === chosen)} />
        )}
      </main>
    </>
  );
}

const LoopView = ({
  loop,
  chosen,
}: {
  readonly loop: LoopDocument;
  readonly chosen: number | undefined;
}): JSX.Element => (
  <section class="view">
    <h1>{loop.cluster === '' ? 'What keeps the cloud in step' : `What keeps cluster ${loop.cluster} in step`}</h1>
    <div class="columns">
      <div class="stack">
        <NowCard loop={loop} />
        <ProblemsCard loop={loop} />
      </div>
      <div class="stack wide">
        <RunsCard runs={loop.runs} chosen={chosen} />
        <PortsCard ports={loop.ports} />
      </div>
    </div>
  </section>
);
