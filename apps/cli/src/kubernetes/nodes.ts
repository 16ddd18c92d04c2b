import type { Node } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { at, itemsAt, textAt } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { parseObjects } from './objects.ts';
import type { Source } from './read-source.ts';

/** What the source holds, by the names of their GCE instances, and remarks about nodes that were passed over. */
export interface Nodes {
  readonly nodes: readonly Node[];
  readonly remarks: readonly string[];
}

// The second was replaced by the first in Kubernetes 1.17.
const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers';

const deletionTaint = 'ToBeDeletedByClusterAutoscaler';

/** The nodes that load balancers are to reach, as Kubernetes' own controllers choose them; finding none is refused. */
export function parseNodes(source: Source): Nodes {
  const remarks: string[] = [];
  const objects = parseObjects(source).filter(({ kind }) => kind === 'Node');
  if (objects.length === 0) {
    throw usageFailure(`${source.name}: holds no node; give the output of \`kubectl get nodes -o json\``);
  }
  const nodes = objects.flatMap(({ object }) => {
    const name = textAt(object, 'metadata', 'name') ?? '(unnamed)';
    const reason = reasonToPassOver(object);
    if (reason) remarks.push(`node ${name} ${reason}`);
    return reason ? [] : [resourceKey(name, object)];
  });
  if (nodes.length === 0) {
    throw usageFailure(
      `${source.name}: none of its ${objects.length} nodes can serve (${remarks.join('; ')}), and groups would be emptied; ` +
        'leave out --nodes to leave their members alone',
    );
  }
  return { nodes, remarks };
}

function reasonToPassOver(node: JsonObject): string | undefined {
  // Cordoned nodes stay: what runs on them still serves (kubernetes/kubernetes#65013).
  if (at(node, 'metadata', 'labels', excludeLabel) !== undefined) return `has the label ${excludeLabel}`;
  if (at(node, 'metadata', 'labels', 'operation.gke.io/type') === 'drain') return 'is being drained by GKE';
  const isToBeDeleted = itemsAt(node, 'spec', 'taints').some((taint) => at(taint, 'key') === deletionTaint);
  if (isToBeDeleted) return `has the taint ${deletionTaint}`;
  const isReady = itemsAt(node, 'status', 'conditions').some(
    (condition) => at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  );
  return isReady ? undefined : 'is not Ready';
}

// A node without a zone stays what it is, member or not: the pool says so.
function resourceKey(name: string, node: JsonObject): Node {
  const provider = /^gce:\/\/[^/]+\/(?<zone>[^/]+)\/(?<instance>[^/]+)$/.exec(textAt(node, 'spec', 'providerID') ?? '');
  const labelled = zoneLabels
    .map((label) => textAt(node, 'metadata', 'labels', label))
    .find((zone) => zone !== undefined);
  return { name: provider?.groups?.['instance'] ?? name, zone: labelled ?? provider?.groups?.['zone'] };
}
