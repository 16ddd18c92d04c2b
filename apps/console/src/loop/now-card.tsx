import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LoopDocument } from './loop-document.ts';
import { spokenLength, spokenTime } from './spoken-time.ts';

const STATES: Readonly<Record<LoopDocument['state'], readonly [words: string, tone: string]>> = {
  waiting: ['waiting', 'good'],
  running: ['running', 'good'],
  backingOff: ['failed, and trying again', 'bad'],
  standingBy: ['standing by: another process does the work', 'other'],
  stopped: ['stopped', 'bad'],
};

/** What the loop does at the moment, and when it does what next. */
export function NowCard({ loop }: { readonly loop: LoopDocument }): JSX.Element {
  const now = useTimeThere(loop);
  const [words, tone] = STATES[loop.state];
  const { lastSuccessAt, lastFailureAt, nextRunAt } = loop;
  return (
    <section class="card" aria-label="Now">
      <h2>
        Now <span class={`state ${tone}`}>{words}</span>
      </h2>
      <dl class="facts">
        <Fact name="Next run" value={nextRunAt === undefined ? undefined : `in ${spokenLength(nextRunAt - now)}`} />
        <Fact name="Runs" value={`${loop.begun}${loop.failures > 0 ? `, the last ${loop.failures} failed` : ''}`} />
        <Fact name="Last success" value={agoOf(lastSuccessAt, now)} />
        <Fact name="Last failure" value={agoOf(lastFailureAt, now)} />
        <Fact name="It runs" value={loop.occasions.join(' and ')} />
        <Fact name="On" value={loop.cloud} />
        <Fact name="Version" value={loop.version} />
      </dl>
    </section>
  );
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string | undefined }): JSX.Element | null =>
  value === undefined || value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );

const agoOf = (time: number | undefined, now: number): string | undefined =>
  time === undefined ? undefined : `${spokenLength(now - time)} ago, ${spokenTime(time)} UTC`;

const TICK_MS = 1_000;

/** The time of the process that runs the loop, which goes on by this machine's clock. */
function useTimeThere(loop: LoopDocument): number {
  const came = useMemo(() => performance.now(), [loop]);
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return loop.now + (performance.now() - came);
}
