import type { JSX } from 'preact';
import type { RowColumn } from '../parts/rows.tsx';
import { Rows } from '../parts/rows.tsx';
import type { LoopRun } from './loop-document.ts';
import { spokenTime } from './spoken-time.ts';

export const TONES: Readonly<Record<LoopRun['result'], string>> = {
  running: 'other',
  succeeded: 'good',
  failed: 'bad',
  'cut short': 'other',
};

const COLUMNS: readonly RowColumn<LoopRun>[] = [
  { title: 'Run', width: '5em', cell: ({ number }) => <a href={`#/runs/${number}`}>{number}</a> },
  { title: 'Began, UTC', width: '13em', cell: ({ startedAt }) => spokenTime(startedAt) },
  { title: 'Result', width: '7em', cell: ({ result }) => <span class={`state ${TONES[result]}`}>{result}</span> },
  { title: 'Drift', width: '5em', cell: ({ drifts }) => (drifts === 0 ? '' : drifts) },
  { title: 'What it did', width: 'minmax(14em, 3fr)', cell: ({ sum }) => sum },
  { title: 'Because', width: 'minmax(12em, 3fr)', cell: ({ reasons }) => reasons.join(', ') || 'it was due' },
];

/** The last runs, newest first. */
export const RunsCard = ({
  runs,
  chosen,
}: {
  readonly runs: readonly LoopRun[];
  readonly chosen: number | undefined;
}): JSX.Element => (
  <section class="card" aria-label="Last runs">
    <h2>
      Last runs <span class="count">{runs.length}</span>
    </h2>
    {runs.length === 0 ? (
      <p class="quiet">There was none yet.</p>
    ) : (
      <div class="some-rows">
        <Rows
          label="Last runs"
          items={runs}
          columns={COLUMNS}
          keyOf={({ number }) => number}
          isChosen={({ number }) => number === chosen}
        />
      </div>
    )}
  </section>
);
