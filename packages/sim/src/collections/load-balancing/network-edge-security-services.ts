import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

export const networkEdgeSecurityServices: Collection = defineCollection({
  name: 'networkEdgeSecurityServices',
  collections: ['networkEdgeSecurityServices'],
  // A policy that nothing had inserted was accepted (observed).
  references: { 'NetworkEdgeSecurityService.securityPolicy': { to: ['securityPolicies'], isUnchecked: true } },
  lifecycle: {},
  operations: {
    types: {
      insert: 'createNetworkEdgeSecurityService',
      patch: 'updateNetworkEdgeSecurityService',
      delete: 'deleteNetworkEdgeSecurityService',
    },
  },
});
