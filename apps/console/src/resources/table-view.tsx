import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { stateKeyOf } from '../live/live.ts';
import { useLoaded } from '../live/use-loaded.ts';
import { Field } from '../parts/field.tsx';
import type { RowColumn } from '../parts/rows.tsx';
import { Rows } from '../parts/rows.tsx';
import { ResourceLink, Value } from '../parts/value.tsx';
import { choosing } from '../routes/route.ts';
import type { JsonObject, JsonValue } from '../server/json.ts';
import { columnsOf, valueAt } from './columns.ts';
import { collectionPaths, listAll } from './list-collection.ts';
import { pathIn, placeOf, titleOf } from '../server/resource-path.ts';

/** All resources of a collection in a project, as the API lists them. */
export function TableView(): JSX.Element {
  const { server, route, go, live } = useConsole();
  const { project, of, query } = route;
  const filter = query['filter'] ?? '';
  const { data, error, isLoading } = useLoaded(
    `${server.fork} ${project} ${of} ${filter}`,
    stateKeyOf(live),
    async () => {
      const { counts } = await server.ask<{ readonly counts: Readonly<Record<string, number>> }>('GET', '/resources');
      return await listAll(server, collectionPaths(counts, project, of), filter);
    },
  );
  const items = data ?? NONE;
  const columns = useMemo(() => rowColumns(of, items), [of, items]);
  return (
    <section class="view fill">
      <header class="view-head">
        <h1>{titleOf(of)}</h1>
        <span class="count" role="status">
          {data === undefined ? '' : `${items.length} ${items.length === 1 ? 'resource' : 'resources'}`}
        </span>
        <Field
          label="Filter"
          name="filter"
          value={filter}
          placeholder={'name eq "web-.*"'}
          hint="As the API’s own parameter, in either of its grammars"
          onCommit={(text) => go(choosing(route, { filter: text }), true)}
        />
      </header>
      {error !== undefined && <p class="error">{error}</p>}
      {error === undefined && items.length === 0 && !isLoading && (
        <p class="quiet">{filter === '' ? 'There are none.' : 'None is left by this filter.'}</p>
      )}
      {items.length > 0 && <Rows label={titleOf(of)} items={items} columns={columns} keyOf={keyOf} />}
    </section>
  );
}

const NONE: readonly JsonObject[] = [];

const textAt = (item: JsonObject, field: string): string => {
  const value = item[field];
  return typeof value === 'string' ? value : '';
};

const keyOf = (item: JsonObject): string => textAt(item, 'selfLink') || textAt(item, 'id') || textAt(item, 'name');

function rowColumns(collection: string, items: readonly JsonObject[]): readonly RowColumn<JsonObject>[] {
  const chosen = columnsOf(collection, items).map(({ title, field, width }) => ({
    title,
    width: `minmax(${width * 0.72}em, ${width}fr)`,
    cell: (item: JsonObject) => cellOf(valueAt(item, field), field),
  }));
  return [
    { title: 'Name', width: 'minmax(11em, 16fr)', cell: nameCell },
    { title: 'Place', width: 'minmax(7em, 8fr)', cell: (item) => placeOf(pathIn(textAt(item, 'selfLink')) ?? '') },
    ...chosen,
    { title: 'Made', width: 'minmax(9em, 9fr)', cell: (item) => <Moment text={madeAt(item)} /> },
  ];
}

const madeAt = (item: JsonObject): string => textAt(item, 'creationTimestamp') || textAt(item, 'insertTime');

function nameCell(item: JsonObject): JSX.Element {
  const path = pathIn(textAt(item, 'selfLink'));
  return path === undefined ? <>{textAt(item, 'name')}</> : <ResourceLink path={path} />;
}

function cellOf(value: JsonValue | undefined, field: string): JSX.Element {
  if (field !== 'progress' || typeof value !== 'number') return <Value value={value} />;
  return (
    <progress max={100} value={value} aria-label={`${value} %`}>
      {value} %
    </progress>
  );
}

const Moment = ({ text }: { readonly text: string }): JSX.Element =>
  text === '' ? <span class="none">–</span> : <time dateTime={text}>{text.slice(0, 19).replace('T', ' ')}</time>;
