import { expect, test } from 'vitest';
import { apiVersions, methods, modelOf } from './index.ts';
import type { Method } from './index.ts';

/*
 * Whoever routes by these paths relies on one property: segment by segment and literal before placeholder, every path
 * of a method leads to that method and to no other.
 */

interface Node {
  readonly literals: Map<string, Node>;
  placeholder: Node | undefined;
  readonly ids: string[];
}

const node = (): Node => ({ literals: new Map(), placeholder: undefined, ids: [] });

function treeOf(routed: readonly Method[]): Node {
  const root = node();
  for (const { id, httpMethod, path } of routed) {
    let at = root;
    for (const segment of [...path.split('/'), httpMethod]) {
      let next = segment.startsWith('{') ? at.placeholder : at.literals.get(segment);
      if (next === undefined) {
        next = node();
        if (segment.startsWith('{')) at.placeholder = next;
        else at.literals.set(segment, next);
      }
      at = next;
    }
    at.ids.push(id);
  }
  return root;
}

/** Ids at the end of the first way through the tree; a literal that leads nowhere gives way to the placeholder. */
function route(at: Node, [segment, ...rest]: readonly string[]): readonly string[] {
  if (segment === undefined) return at.ids;
  const literal = at.literals.get(segment);
  const found = literal === undefined ? [] : route(literal, rest);
  if (found.length > 0 || at.placeholder === undefined) return found;
  return route(at.placeholder, rest);
}

function segments(path: string): string[] {
  return path.split('/');
}

function overlap(a: string, b: string): boolean {
  const [left, right] = [segments(a), segments(b)];
  return (
    left.length === right.length &&
    left.every((segment, i) => {
      const other = right[i] ?? '';
      return segment === other || segment.startsWith('{') || other.startsWith('{');
    })
  );
}

test.each(apiVersions)('every path of %s leads to its own method alone', (version) => {
  const root = treeOf(modelOf(version).methods);
  for (const { id, httpMethod, path } of modelOf(version).methods) {
    const sample = path.replaceAll(/\{(\w+)\}/g, 'my-$1');
    expect(route(root, [...segments(sample), httpMethod])).toEqual([id]);
  }
});

test('50 pairs of paths overlap, so that the order of matching matters', () => {
  const pairs = methods.flatMap((a, i) =>
    methods.slice(i + 1).filter((b) => a.httpMethod === b.httpMethod && overlap(a.path, b.path)),
  );
  expect(pairs).toHaveLength(50);
});

test('the depth of a path is bounded', () => {
  expect(Math.max(...methods.map(({ path }) => segments(path).length))).toBe(13);
});
