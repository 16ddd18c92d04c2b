import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAct } from './use-act.ts';

/** How slow operations are, how far reads lag behind, and how many requests are answered. */
export function TrafficCard(): JSX.Element {
  const act = useAct();
  const [seconds, setSeconds] = useState('5');
  const [writes, setWrites] = useState('1');
  const behind = { writes: Number(writes) };
  return (
    <section class="card" aria-label="Latency, staleness and rate limits">
      <h2>Latency, staleness and rate limits</h2>
      <div class="form">
        <label class="field narrow">
          <span>Seconds</span>
          <input name="seconds" value={seconds} onInput={({ currentTarget }) => setSeconds(currentTarget.value)} />
        </label>
        <button
          type="button"
          onClick={() =>
            void act(`Operations run ${seconds} s.`, 'POST', '/latency', { method: '*', ms: Number(seconds) * 1000 })
          }
        >
          Slow down operations
        </button>
        <button type="button" onClick={() => void act('Operations are as they were.', 'DELETE', '/latency')}>
          As they were
        </button>
      </div>
      <div class="form">
        <label class="field narrow">
          <span>Writes</span>
          <input name="writes" value={writes} onInput={({ currentTarget }) => setWrites(currentTarget.value)} />
        </label>
        <button
          type="button"
          onClick={() =>
            void act('Reads are behind.', 'PUT', '/staleness', { get: behind, list: behind, aggregatedList: behind })
          }
        >
          Let reads lag
        </button>
        <button type="button" onClick={() => void act('Reads are up to date.', 'DELETE', '/staleness')}>
          Up to date
        </button>
      </div>
      <div class="form">
        <button type="button" onClick={() => void act('Limits are GCE’s.', 'POST', '/rate-limits/defaults')}>
          Limit rates as GCE does
        </button>
        <button type="button" onClick={() => void act('There are no limits.', 'DELETE', '/rate-limits')}>
          No limits
        </button>
      </div>
    </section>
  );
}
