/** Which rows of a long table are made: those in sight, and some around them. */
export interface VisibleRows {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
}

/** Rows around those in sight, so that a quick scroll shows no gap. */
const AROUND = 12;

/** @param top how far it is scrolled, @param height how much of it is seen, both in the unit of `rowHeight` */
export function visibleRows(top: number, height: number, rowHeight: number, count: number): VisibleRows {
  const first = Math.floor(top / rowHeight) - AROUND;
  const end = Math.ceil((top + height) / rowHeight) + AROUND;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}
