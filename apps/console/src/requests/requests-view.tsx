import type { CallRecord } from '@gcepool/sim';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { Field } from '../parts/field.tsx';
import type { RowColumn } from '../parts/rows.tsx';
import { Rows } from '../parts/rows.tsx';
import { choosing, goTo, hashOf } from '../routes/route.ts';
import type { Route } from '../routes/route.ts';
import { CallPart } from './call-part.tsx';
import { LintPart } from './lint-part.tsx';
import { isMatch } from './call-text.ts';

/** What is called, while it is, newest first. */
export function RequestsView(): JSX.Element {
  const { route, go, live } = useConsole();
  const { calls, missed } = live;
  const search = route.query['search'] ?? '';
  const chosen = Number(route.query['call'] ?? Number.NaN);
  const shown = useMemo(() => calls.filter((call) => isMatch(call, search)).toReversed(), [calls, search]);
  const columns = useMemo(() => columnsFor(route), [route]);
  return (
    <section class="view fill">
      <header class="view-head">
        <h1>Requests</h1>
        <span class="count">{shown.length === calls.length ? calls.length : `${shown.length} of ${calls.length}`}</span>
        <Field
          label="Search"
          name="search"
          value={search}
          placeholder="insert 409 alice"
          hint="All words, in any of the columns"
          onCommit={(text) => go(choosing(route, { search: text }), true)}
        />
        <a href={hashOf(goTo(route, 'evidence'))}>How is it known what they do?</a>
      </header>
      {missed > 0 && (
        <p class="quiet">{missed} calls came faster than they are shown; the log of the simulator has them.</p>
      )}
      <LintPart />
      {calls.length === 0 ? (
        <p class="quiet">Nothing was called yet. What is, shows up here at once.</p>
      ) : (
        <div class="split">
          <Rows
            label="Requests"
            items={shown}
            columns={columns}
            keyOf={({ sequence }) => sequence}
            isChosen={({ sequence }) => sequence === chosen}
          />
          {Number.isInteger(chosen) && <CallPart sequence={chosen} />}
        </div>
      )}
    </section>
  );
}

const columnsFor = (route: Route): readonly RowColumn<CallRecord>[] => [
  {
    title: 'No.',
    width: '4.5em',
    cell: ({ sequence }) => <a href={hashOf(choosing(route, { call: String(sequence) }))}>{sequence}</a>,
  },
  { title: 'Time', width: '6.5em', cell: ({ time }) => new Date(time).toISOString().slice(11, 19) },
  { title: 'Status', width: '5em', cell: (call) => <Status call={call} /> },
  { title: 'Method', width: 'minmax(13em, 3fr)', cell: ({ method, httpMethod }) => method ?? httpMethod },
  { title: 'About', width: 'minmax(15em, 5fr)', cell: ({ path }) => path.replace(/^projects\/[^/]+\//, '') },
  { title: 'Caller', width: 'minmax(9em, 2fr)', cell: ({ user }) => user },
  { title: 'Remarks', width: 'minmax(10em, 3fr)', cell: (call) => <Remarks call={call} /> },
];

const Status = ({ call: { status } }: { readonly call: CallRecord }): JSX.Element => (
  <span class={`state ${status >= 200 && status < 400 ? 'good' : 'bad'}`}>{status === 0 ? 'none' : status}</span>
);

const Remarks = ({ call: { fault, reason, ignored = [] } }: { readonly call: CallRecord }): JSX.Element => (
  <>
    {fault !== undefined && <span class="state bad">fault: {fault}</span>} {reason}
    {ignored.length > 0 && <span class="state other">{ignored.length} ignored</span>}
  </>
);
