import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visibleRows } from './visible-rows.ts';

/** One column of a table of rows. */
export interface RowColumn<T> {
  readonly title: string;
  /** As in `grid-template-columns`. */
  readonly width: string;
  readonly cell: (item: T) => ComponentChildren;
}

interface RowsProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly RowColumn<T>[];
  readonly keyOf: (item: T) => string | number;
  readonly isChosen?: (item: T) => boolean;
}

/** In CSS pixels; the style sheet says the same. */
const ROW_HEIGHT = 34;

/** A table of any length, of which only what is in sight is made. */
export function Rows<T>({ label, items, columns, keyOf, isChosen }: RowsProps<T>): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const look = (): void => setSeen({ top: current.scrollTop, height: current.clientHeight });
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  const { first, end } = visibleRows(seen.top, seen.height - ROW_HEIGHT, ROW_HEIGHT, items.length);
  const gridTemplateColumns = columns.map(({ width }) => width).join(' ');
  return (
    <div class="rows" ref={frame} tabIndex={0} role="region" aria-label={`${label}, scrollable`}>
      <div role="table" aria-label={label} aria-rowcount={items.length + 1}>
        <div role="rowgroup">
          <div role="row" class="row head" aria-rowindex={1} style={{ gridTemplateColumns }}>
            {columns.map(({ title }) => (
              <div role="columnheader" key={title}>
                {title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="body" style={{ height: `${items.length * ROW_HEIGHT}px` }}>
          {items.slice(first, end).map((item, index) => (
            <div
              role="row"
              class={isChosen?.(item) === true ? 'row chosen' : 'row'}
              key={keyOf(item)}
              aria-rowindex={first + index + 2}
              style={{ gridTemplateColumns, transform: `translateY(${(first + index) * ROW_HEIGHT}px)` }}
            >
              {columns.map(({ title, cell }) => (
                <div role="cell" key={title}>
                  {cell(item)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
