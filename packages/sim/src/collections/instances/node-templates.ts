import { invalid } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isNodeType } from './node-types.ts';

export const nodeTemplates: Collection = defineCollection({
  name: 'nodeTemplates',
  collections: ['nodeTemplates'],
  lifecycle: {
    complete: (draft) => {
      draft.serverBinding ??= { type: 'RESTART_NODE_ON_ANY_SERVER' };
      draft.status ??= 'READY';
    },
    check: ({ disks = [], nodeType, nodeTypeFlexibility }) => {
      for (const [index, { diskType = 'local-ssd' }] of disks.entries()) {
        if (nameOf(diskType).startsWith('local-')) continue;
        throw invalid(`resource.disks[${index}].diskType`, diskType, 'It must be a local storage type.');
      }
      if (nodeType === undefined && nodeTypeFlexibility === undefined) {
        throw invalid('resource.nodeType', '', 'Either a node type or a node type flexibility must be specified.');
      }
      if (nodeType !== undefined && !isNodeType(nodeType)) {
        throw invalid('resource.nodeType', nodeType, 'The referenced nodetype resource cannot be found.');
      }
    },
  },
  operations: { fullTypes: ['insert', 'delete'] },
});
