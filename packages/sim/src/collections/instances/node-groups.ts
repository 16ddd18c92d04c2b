import type { JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { findLinked } from '../../wire/find.ts';
import { setField } from '../set-field.ts';
import type { Verb } from '../verb.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type NodeGroup = Resource<'NodeGroup'>;
type Node = Resource<'NodeGroupNode'>;

/** What a node group keeps hidden. */
interface HiddenOfGroup {
  readonly nodes: readonly Node[];
}

const MOST_NODES = 100;

function complete(draft: Draft<NodeGroup>): void {
  draft.maintenancePolicy ??= 'DEFAULT';
  draft.maintenanceInterval ??= 'AS_NEEDED';
  draft.shareSettings ??= { shareType: 'LOCAL' };
  draft.status = 'READY';
}

/** Hosts of a group, as `listNodes` shows them. */
function newNodes(group: NodeGroup, count: number, transaction: Transaction): readonly Node[] {
  const template = findLinked(transaction, 'nodeTemplates', group.nodeTemplate)?.resource ?? {};
  const nodes: Node[] = [];
  for (let index = 0; index < count; index++) {
    const id = transaction.newId();
    nodes.push({
      name: `${group.name ?? ''}-${id.slice(-4)}`,
      status: 'READY',
      serverId: id,
      serverBinding: template.serverBinding,
      cpuOvercommitType: template.cpuOvercommitType ?? 'NONE',
      ...(template.nodeType === undefined ? {} : { nodeType: template.nodeType }),
    });
  }
  return nodes;
}

function check({ autoscalingPolicy }: NodeGroup): void {
  const { mode = 'OFF', maxNodes } = autoscalingPolicy ?? {};
  if (mode !== 'OFF' && mode !== 'MODE_UNSPECIFIED' && maxNodes === undefined) {
    throw required('resource.autoscalingPolicy.maxNodes');
  }
}

function onWrite(resource: NodeGroup, { call, before, transaction }: WriteContext<NodeGroup>): JsonObject | undefined {
  if (before !== undefined) return undefined;
  const text = call.query.get('initialNodeCount');
  const count = Number(text);
  if (!(count >= 0 && count <= MOST_NODES)) {
    throw invalid('initialNodeCount', text, `Must be between 0 and ${MOST_NODES}.`);
  }
  return { nodes: newNodes(resource, count, transaction) } satisfies HiddenOfGroup;
}

const nodesOf = ({ hidden }: Entry): readonly Node[] =>
  // Only what is made here is kept of a node group.
  (hidden as HiddenOfGroup | undefined)?.nodes ?? [];

const withNodes = (group: Entry<NodeGroup>, nodes: readonly Node[]): Entry<NodeGroup> => ({
  ...group,
  hidden: { ...group.hidden, nodes } satisfies HiddenOfGroup,
});

const addNodes: Verb<Resource<'NodeGroupsAddNodesRequest'>, NodeGroup> = (call, transaction) => {
  const group = calledResource<NodeGroup>(call, transaction);
  const count = call.body.additionalNodeCount ?? 0;
  const present = nodesOf(group);
  if (count < 1 || present.length + count > MOST_NODES) {
    const explanation = `The group must have between 1 and ${MOST_NODES} nodes.`;
    throw invalid('resource.additionalNodeCount', call.body.additionalNodeCount, explanation);
  }
  return { write: withNodes(group, [...present, ...newNodes(group.resource, count, transaction)]) };
};

/** @throws Refusal for the name of a node that there is not */
function checkNodes(nodes: readonly Node[], names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (nodes.some((node) => node.name === name)) continue;
    throw invalid(`resource.nodes[${index}]`, name, 'The group has no node of that name.');
  }
}

const deleteNodes: Verb<Resource<'NodeGroupsDeleteNodesRequest'>, NodeGroup> = (call, transaction) => {
  const group = calledResource<NodeGroup>(call, transaction);
  const names = call.body.nodes ?? [];
  if (names.length === 0) throw required('resource.nodes');
  const nodes = nodesOf(group);
  checkNodes(nodes, names);
  const kept = nodes.filter((node) => !names.includes(node.name ?? ''));
  return { write: withNodes(group, kept) };
};

const listNodes: Verb<JsonObject, NodeGroup> = (call, transaction) => ({
  list: nodesOf(calledResource(call, transaction)),
});

/** A verb on nodes that the group must have. Nothing that they show changes. */
const onNodes: Verb<JsonObject & { readonly nodes?: readonly string[] | undefined }, NodeGroup> = (
  call,
  transaction,
) => {
  const { nodes: names = [] } = call.body;
  if (names.length === 0) throw required('resource.nodes');
  checkNodes(nodesOf(calledResource<NodeGroup>(call, transaction)), names);
  return { operation: 'running' };
};

export const nodeGroups: Collection = defineCollection({
  name: 'nodeGroups',
  collections: ['nodeGroups'],
  body: { required: ['nodeTemplate'] },
  references: { 'NodeGroup.nodeTemplate': { to: ['nodeTemplates'] } },
  lifecycle: { complete, check, onWrite },
  reading: {
    derive: (_path, group) => ({ size: nodesOf(group).length }),
  },
  operations: {
    // As those of node templates, which were observed.
    fullTypes: ['insert', 'delete', 'addNodes', 'deleteNodes', 'setNodeTemplate'],
  },
  verbs: {
    addNodes,
    deleteNodes,
    listNodes,
    setNodeTemplate: setField('nodeTemplate'),
    performMaintenance: onNodes,
    simulateMaintenanceEvent: onNodes,
  },
  evidence: {
    documented: {
      insert: [
        { describedAt: 'NodeGroup.maintenancePolicy', sentence: 'The default value is DEFAULT.' },
        { describedAt: 'NodeGroup.size', sentence: 'The total number of nodes in the node group.' },
      ],
      addNodes: {
        describedAt: 'nodeGroups.addNodes',
        sentence: 'Adds specified number of nodes to the node group.',
      },
      deleteNodes: { describedAt: 'nodeGroups.deleteNodes', sentence: 'Deletes specified nodes from the node group.' },
      listNodes: { describedAt: 'nodeGroups.listNodes', sentence: 'Lists nodes in the node group.' },
      setNodeTemplate: {
        describedAt: 'nodeGroups.setNodeTemplate',
        sentence: 'Updates the node template of the node group.',
      },
    },
    assumed: {
      performMaintenance: 'Nothing that nodes show changes when they are maintained.',
      simulateMaintenanceEvent: 'Nothing that nodes show changes when they are maintained.',
    },
    lacking: { addNodes: 'a group is not scaled by its autoscaling policy, and no instance runs on its nodes' },
  },
});
