import type { Node } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { exclusionOf, waitOf } from './node-exclusion.ts';
import { instanceOf } from './node-instance.ts';
import { parseObjects } from './objects.ts';
import type { Source } from './read-source.ts';
import type { RefusedItem } from './refused-item.ts';
import { leftOut, noted, remarkSentence } from './remark.ts';
import type { Remark } from './remark.ts';

/** What the source holds, by the names of their GCE instances, and remarks about nodes that are not taken as they stand. */
export interface Nodes {
  readonly nodes: readonly Node[];
  readonly remarks: readonly Remark[];
  readonly refused: readonly RefusedItem[];
}

/** The nodes that load balancers are to reach, as Kubernetes' own controllers choose them; finding none is refused. */
export function parseNodes(source: Source): Nodes {
  const { objects: all, bad } = parseObjects(source);
  const objects = all.filter(({ kind }) => kind === 'Node');
  if (objects.length === 0) {
    throw usageFailure(`${source.name}: holds no node; give the output of \`kubectl get nodes -o json\``);
  }
  const read = objects.map(({ object }) => readNode(object));
  const nodes = read.flatMap(({ node }) => node ?? []);
  const remarks = read.flatMap((each) => each.remarks);
  if (nodes.length === 0) {
    throw usageFailure(
      `${source.name}: none of its ${objects.length} nodes can serve (${remarkSentence(remarks)}), ` +
        'and groups would be emptied; leave out --nodes to leave their members alone',
    );
  }
  return { nodes, remarks, refused: bad.map((item) => ({ ...item, isOfNodes: true })) };
}

function readNode(object: JsonObject): { readonly node?: Node; readonly remarks: readonly Remark[] } {
  const about = `node ${textAt(object, 'metadata', 'name') ?? '(unnamed)'}`;
  const exclusion = exclusionOf(object);
  if (exclusion !== undefined) return { remarks: [leftOut(about, exclusion)] };
  const found = instanceOf(object);
  if (found.instance === undefined) return { remarks: [leftOut(about, found.reason)] };
  const waits = waitOf(object);
  return {
    node: { ...found.instance, ...(waits !== undefined && { waits }) },
    remarks: [
      ...(found.note === undefined ? [] : [noted(about, found.note)]),
      ...(waits === undefined ? [] : [noted(about, `${waits}: it joins no group, and leaves none`)]),
    ],
  };
}
