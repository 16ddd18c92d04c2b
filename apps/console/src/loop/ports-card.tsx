import type { JSX } from 'preact';
import type { RowColumn } from '../parts/rows.tsx';
import { Rows } from '../parts/rows.tsx';
import type { LoopPort } from './loop-document.ts';

const TONES: Readonly<Record<LoopPort['state'], string>> = {
  'as desired': 'good',
  'not as desired': 'bad',
  unknown: 'other',
};

const COLUMNS: readonly RowColumn<LoopPort>[] = [
  { title: 'Service', width: 'minmax(12em, 3fr)', cell: ({ label }) => label },
  { title: 'nodePort', width: '6em', cell: ({ nodePort }) => nodePort },
  { title: 'State', width: '9em', cell: ({ state }) => <span class={`state ${TONES[state]}`}>{state}</span> },
  { title: 'Healthy', width: '6em', cell: ({ health }) => (health ? `${health.healthy} of ${health.total}` : '–') },
  { title: 'Why', width: 'minmax(10em, 4fr)', cell: ({ why }) => <span title={why}>{why}</span> },
];

/** The ports that are to be served, and how they are. */
export const PortsCard = ({ ports }: { readonly ports: readonly LoopPort[] }): JSX.Element => (
  <section class="card" aria-label="Services">
    <h2>
      Services <span class="count">{ports.length}</span>
    </h2>
    {ports.length === 0 ? (
      <p class="quiet">There is none, as far as is known.</p>
    ) : (
      <div class="some-rows">
        <Rows label="Services" items={ports} columns={COLUMNS} keyOf={({ nodePort }) => nodePort} />
      </div>
    )}
  </section>
);
