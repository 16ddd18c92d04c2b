import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edge, Placeable } from './layout.ts';
import { layOut, NODE_WIDTH } from './layout.ts';

const graphs = fc
  .array(fc.record({ column: fc.nat(5), height: fc.integer({ min: 20, max: 120 }) }), { maxLength: 30 })
  .chain((sizes) => {
    const nodes: readonly Placeable[] = sizes.map((size, index) => ({ id: `n${index}`, ...size }));
    const pairs = nodes.flatMap((a) => nodes.filter((b) => b.column > a.column).map((b) => ({ from: a.id, to: b.id })));
    return fc.tuple(fc.constant(nodes), fc.subarray(pairs));
  });

test('no two nodes lie on top of each other, edges lead to the right, and nothing lies outside', () => {
  fc.assert(
    fc.property(graphs, ([nodes, edges]) => {
      const { places, width, height } = layOut(nodes, edges);
      const boxes = nodes.map(({ id, height: tall }) => ({ ...placeOf(places, id), tall }));
      for (const [index, a] of boxes.entries()) {
        expect(a.x >= 0 && a.y >= 0 && a.x + NODE_WIDTH <= width && a.y + a.tall <= height).toBe(true);
        for (const b of boxes.slice(index + 1)) {
          // Places are whole pixels, so that two may come one nearer.
          expect(a.x !== b.x || a.y + a.tall < b.y + 2 || b.y + b.tall < a.y + 2).toBe(true);
        }
      }
      for (const { from, to } of edges) expect(placeOf(places, from).x).toBeLessThan(placeOf(places, to).x);
    }),
  );
});

/** Found by chance: two nodes of one column have neighbours at the same mean height, but for how fractions are rounded. */
const ROUNDED: readonly [readonly Placeable[], Edge[]] = [
  (
    [
      [5, 34],
      [3, 61],
      [4, 88],
      [1, 59],
      [4, 39],
      [3, 76],
      [4, 71],
    ] as const
  ).map(([column, height], index) => ({ id: `n${index}`, column, height })),
  [
    { from: 'n1', to: 'n2' },
    { from: 'n1', to: 'n4' },
    { from: 'n1', to: 'n6' },
    { from: 'n4', to: 'n0' },
    { from: 'n5', to: 'n2' },
    { from: 'n5', to: 'n6' },
  ],
];

test('the order in which nodes and edges come makes no difference', () => {
  fc.assert(
    fc.property(graphs, ([nodes, edges]) => {
      expect(layOut(nodes.toReversed(), edges.toReversed()).places).toEqual(layOut(nodes, edges).places);
    }),
    { examples: [[ROUNDED]] },
  );
});

test('chains side by side are straight and do not cross, in whatever order their names are', () => {
  const chain = (name: string, other: string): readonly Placeable[] =>
    [`a-${name}`, `b-${other}`, `c-${name}`].map((id, column) => ({ id, column, height: 40 }));
  const nodes = [...chain('1', '3'), ...chain('2', '2'), ...chain('3', '1')];
  const edges: readonly Edge[] = ['1', '2', '3'].flatMap((name) => [
    { from: `a-${name}`, to: `b-${4 - Number(name)}` },
    { from: `b-${4 - Number(name)}`, to: `c-${name}` },
  ]);
  const { places } = layOut(nodes, edges);
  for (const { from, to } of edges) expect(placeOf(places, from).y).toBe(placeOf(places, to).y);
});

test('nothing takes no room', () => {
  expect(layOut([], [])).toEqual({ places: new Map(), width: 0, height: 0 });
});

function placeOf(places: ReturnType<typeof layOut>['places'], id: string): { readonly x: number; readonly y: number } {
  const place = places.get(id);
  if (place === undefined) throw new Error(`${id} has no place`);
  return place;
}
