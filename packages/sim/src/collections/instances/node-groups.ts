import type { JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { calledResource } from '../called-resource.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import type { Verb } from '../verb.ts';
import { shownShareSettings } from './share-settings.ts';
import type { Draft, Resource } from '../wire.ts';

type NodeGroup = Resource<'NodeGroup'>;

const MOST_NODES = 100;

function complete(draft: Draft<NodeGroup>): void {
  draft.maintenancePolicy ??= 'DEFAULT';
  draft.maintenanceInterval ??= 'AS_NEEDED';
  draft.shareSettings ??= { shareType: 'LOCAL' };
  draft.status = 'READY';
}

/** Hosts of a group, as `listNodes` shows them. */
function newNodes(group: NodeGroup, count: number, transaction: Transaction): readonly JsonObject[] {
  const template = transaction.get(pathOf(asString(group.nodeTemplate)) ?? '')?.resource ?? {};
  const nodes: JsonObject[] = [];
  for (let index = 0; index < count; index++) {
    const id = transaction.newId();
    nodes.push({
      name: `${asString(group.name)}-${id.slice(-4)}`,
      status: 'READY',
      serverId: id,
      serverBinding: template.serverBinding,
      cpuOvercommitType: template.cpuOvercommitType ?? 'NONE',
      ...(template.nodeType === undefined ? {} : { nodeType: template.nodeType }),
    });
  }
  return nodes;
}

function onWrite(resource: NodeGroup, { call, before, transaction }: WriteContext<NodeGroup>): JsonObject | undefined {
  if (before !== undefined) return undefined;
  const text = call.query.get('initialNodeCount');
  const count = Number(text);
  if (!(count >= 0 && count <= MOST_NODES)) {
    throw invalid('initialNodeCount', text, `Must be between 0 and ${MOST_NODES}.`);
  }
  return { nodes: newNodes(resource, count, transaction) };
}

const nodesOf = (hidden: JsonObject | undefined): readonly JsonObject[] => asArray(hidden?.nodes).map(asObject);

const addNodes: Verb<Resource<'NodeGroupsAddNodesRequest'>, NodeGroup> = (call, transaction) => {
  const group = calledResource(call, transaction);
  const count = call.body.additionalNodeCount ?? 0;
  const nodes = [...nodesOf(group.hidden), ...newNodes(group.resource, count, transaction)];
  if (count < 1 || nodes.length > MOST_NODES) {
    const explanation = `The group must have between 1 and ${MOST_NODES} nodes.`;
    throw invalid('resource.additionalNodeCount', call.body.additionalNodeCount, explanation);
  }
  return { write: { ...group, hidden: { ...group.hidden, nodes } } };
};

const deleteNodes: Verb<Resource<'NodeGroupsDeleteNodesRequest'>, NodeGroup> = (call, transaction) => {
  const group = calledResource(call, transaction);
  const names = (call.body.nodes ?? []).map(asString);
  if (names.length === 0) throw required('resource.nodes');
  const nodes = nodesOf(group.hidden);
  for (const [index, name] of names.entries()) {
    if (nodes.some((node) => node.name === name)) continue;
    throw invalid(`resource.nodes[${index}]`, name, 'The group has no node of that name.');
  }
  const kept = nodes.filter((node) => !names.includes(asString(node.name)));
  return { write: { ...group, hidden: { ...group.hidden, nodes: kept } } };
};

const listNodes: Verb<JsonObject, NodeGroup> = (call, transaction) => ({
  list: nodesOf(calledResource(call, transaction).hidden),
});

const setNodeTemplate: Verb<Resource<'NodeGroupsSetNodeTemplateRequest'>, NodeGroup> = ({ body }) => {
  if (asString(body.nodeTemplate) === '') throw required('resource.nodeTemplate');
  return { set: { nodeTemplate: body.nodeTemplate } };
};

export const nodeGroups: Collection = defineCollection({
  name: 'nodeGroups',
  collections: ['nodeGroups'],
  body: { required: ['nodeTemplate'] },
  references: { 'NodeGroup.nodeTemplate': { to: ['nodeTemplates'] } },
  lifecycle: { complete, onWrite },
  reading: {
    derive: (_path, { resource, hidden }) => ({
      size: nodesOf(hidden).length,
      shareSettings: shownShareSettings(asObject(resource.shareSettings)),
    }),
  },
  operations: {
    // As those of node templates, which were observed.
    fullTypes: ['insert', 'delete', 'addNodes', 'deleteNodes', 'setNodeTemplate'],
  },
  verbs: { addNodes, deleteNodes, listNodes, setNodeTemplate },
});
