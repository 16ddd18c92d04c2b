import { nodesAmong, remarkSentence } from '@gcepool/kubernetes';
import type { Nodes, RefusedItem } from '@gcepool/kubernetes';
import { usageFailure } from '../failure.ts';
import { parseObjects } from './objects.ts';
import type { Source } from './read-source.ts';

/** What a source holds. */
export interface ParsedNodes extends Nodes {
  readonly refused: readonly RefusedItem[];
}

/** The nodes that load balancers are to reach, of one project or of any; finding none is refused. */
export function parseNodes(source: Source, project?: string): ParsedNodes {
  const { objects, bad } = parseObjects(source);
  const count = objects.filter(({ kind }) => kind === 'Node').length;
  if (count === 0) {
    throw usageFailure(`${source.name}: holds no node; give the output of \`kubectl get nodes -o json\``);
  }
  const { nodes, remarks } = nodesAmong(objects, project);
  if (nodes.length === 0) {
    throw usageFailure(
      `${source.name}: none of its ${count} nodes can serve (${remarkSentence(remarks)}), ` +
        'and groups would be emptied; leave out --nodes to leave their members alone',
    );
  }
  return { nodes, remarks, refused: bad.map((item) => ({ ...item, isOfNodes: true })) };
}
