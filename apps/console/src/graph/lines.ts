import type { Edge, Place, Placeable } from './layout.ts';
import { NODE_WIDTH } from './layout.ts';
import type { Part } from './seen-part.ts';

/** A line from one box to another, and the part of the picture that it is in. */
export interface Line extends Edge {
  readonly d: string;
  readonly bounds: Part;
}

/** The lines of a picture whose boxes have their places. */
export function linesOf(
  edges: readonly Edge[],
  nodes: readonly Placeable[],
  places: ReadonlyMap<string, Place>,
): readonly Line[] {
  const heights = new Map(nodes.map(({ id, height }) => [id, height]));
  return edges.flatMap(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)];
    if (a === undefined || b === undefined) return [];
    const [x1, y1] = [a.x + NODE_WIDTH, a.y + (heights.get(from) ?? 0) / 2];
    const [x2, y2] = [b.x, b.y + (heights.get(to) ?? 0) / 2];
    const middle = (x2 - x1) / 2;
    const d = `M${x1},${y1}C${x1 + middle},${y1} ${x2 - middle},${y2} ${x2},${y2}`;
    return [{ from, to, d, bounds: { left: x1, top: Math.min(y1, y2), right: x2, bottom: Math.max(y1, y2) } }];
  });
}
