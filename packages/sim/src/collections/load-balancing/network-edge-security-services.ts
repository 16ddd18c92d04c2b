import { parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

export const networkEdgeSecurityServices: Collection = defineCollection({
  name: 'networkEdgeSecurityServices',
  collections: ['networkEdgeSecurityServices'],
  // A policy that nothing had inserted was accepted (observed).
  references: { 'NetworkEdgeSecurityService.securityPolicy': { to: ['securityPolicies'], isUnchecked: true } },
  lifecycle: {
    complete: (draft, { path }) => {
      draft.selfLinkWithId ??= linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
    },
  },
  operations: {
    types: {
      insert: 'createNetworkEdgeSecurityService',
      patch: 'updateNetworkEdgeSecurityService',
      delete: 'deleteNetworkEdgeSecurityService',
    },
  },
});
