import { expect, test } from 'vitest';
import { parseNodes } from './nodes.ts';

const parse = (object: object) => parseNodes({ name: 'nodes.json', text: JSON.stringify(object) });

test('emptying every group is refused', () => {
  const drained = { kind: 'Node', metadata: { name: 'a', labels: { 'operation.gke.io/type': 'drain' } } };
  expect(() => parse(drained)).toThrow(
    'nodes.json: none of its 1 nodes can serve (node a is being drained by GKE), and groups would be emptied',
  );
});

test('a file of something else is refused', () => {
  expect(() => parse({ kind: 'Service' })).toThrow('nodes.json: holds no node');
});
