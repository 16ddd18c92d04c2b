/** What is to be placed. */
export interface Placeable {
  readonly id: string;
  /** Counted from the left; each edge leads to the right. */
  readonly column: number;
  readonly height: number;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Where things are, by id, and how large all of it is. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** In CSS pixels. */
export const NODE_WIDTH = 210;
const COLUMN_GAP = 56;
const ROW_GAP = 14;

/** How often columns are put in the order of their neighbours, there and back: more finds next to no better one. */
const ORDER_ROUNDS = 6;
/** How often columns are drawn towards their neighbours. */
const PULL_ROUNDS = 4;

type Neighbours = ReadonlyMap<string, readonly string[]>;

/**
 * Places nodes in their columns, those that have to do with each other at one height as far as may be, and no two on top of each other.
 * The same nodes and edges always come to the same layout.
 */
export function layOut(nodes: readonly Placeable[], edges: readonly Edge[]): Layout {
  const byColumn = Map.groupBy(nodes, ({ column }) => column);
  const columns = [...byColumn].toSorted(([a], [b]) => a - b).map(([, column]) => column.toSorted(byId));
  const before = neighboursOf(edges, 'to', 'from');
  const after = neighboursOf(edges, 'from', 'to');
  order(columns, before, after);
  const centres = placeRows(columns, before, after);
  const tops = nodes.map(({ id, height }) => (centres.get(id) ?? 0) - height / 2);
  const top = tops.reduce((least, one) => Math.min(least, one), Infinity);
  const places = new Map<string, Place>();
  let bottom = 0;
  for (const [index, column] of columns.entries()) {
    for (const { id, height } of column) {
      const y = Math.round((centres.get(id) ?? 0) - height / 2 - top);
      places.set(id, { x: index * (NODE_WIDTH + COLUMN_GAP), y });
      bottom = Math.max(bottom, y + height);
    }
  }
  return { places, width: Math.max(0, columns.length * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP), height: bottom };
}

const byId = (a: Placeable, b: Placeable): number => (a.id < b.id ? -1 : 1);

function neighboursOf(edges: readonly Edge[], of: keyof Edge, those: keyof Edge): Neighbours {
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    const list = found.get(edge[of]);
    if (list === undefined) found.set(edge[of], [edge[those]]);
    else list.push(edge[those]);
  }
  // Fractions that are added in another order come to another mean, by little: enough to swap two that are equal.
  for (const list of found.values()) list.sort();
  return found;
}

/** Puts each column in the order in which its neighbours come, which leaves few edges that cross. */
function order(columns: Placeable[][], before: Neighbours, after: Neighbours): void {
  const ranks = new Map<string, number>();
  const rank = (column: readonly Placeable[]): void => {
    for (const [index, { id }] of column.entries()) ranks.set(id, (index + 0.5) / column.length);
  };
  for (const column of columns) rank(column);
  for (let round = 0; round < ORDER_ROUNDS; round++) {
    const isForth = round % 2 === 0;
    const neighbours = isForth ? before : after;
    for (const column of isForth ? columns : columns.toReversed()) {
      const wanted = new Map(column.map(({ id }) => [id, meanOf(neighbours.get(id), ranks) ?? ranks.get(id) ?? 0]));
      column.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0) || byId(a, b));
      rank(column);
    }
  }
}

/** The heights of the nodes' centres. */
function placeRows(
  columns: readonly Placeable[][],
  before: Neighbours,
  after: Neighbours,
): ReadonlyMap<string, number> {
  const centres = new Map<string, number>();
  for (const column of columns) stack(column, () => 0, centres);
  for (let round = 0; round < PULL_ROUNDS; round++) {
    const isForth = round % 2 === 0;
    for (const column of isForth ? columns : columns.toReversed()) {
      const neighbours = isForth ? before : after;
      const wanted = new Map(
        column.map(({ id }) => [id, meanOf(neighbours.get(id), centres) ?? centres.get(id) ?? 0] as const),
      );
      stack(column, (id) => wanted.get(id) ?? 0, centres);
    }
  }
  return centres;
}

/** Stacks a column in its order, each node as near to where it is wanted as those above it allow, and then all so that they miss it by nothing on average. */
function stack(column: readonly Placeable[], wanted: (id: string) => number, centres: Map<string, number>): void {
  let free = -Infinity;
  let missed = 0;
  for (const { id, height } of column) {
    const top = Math.max(wanted(id) - height / 2, free);
    free = top + height + ROW_GAP;
    missed += top + height / 2 - wanted(id);
    centres.set(id, top + height / 2);
  }
  const shift = missed / column.length;
  for (const { id } of column) centres.set(id, (centres.get(id) ?? 0) - shift);
}

function meanOf(ids: readonly string[] | undefined, values: ReadonlyMap<string, number>): number | undefined {
  if (ids === undefined || ids.length === 0) return undefined;
  return ids.reduce((sum, id) => sum + (values.get(id) ?? 0), 0) / ids.length;
}
