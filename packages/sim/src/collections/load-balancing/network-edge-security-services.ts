import { asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';

export const networkEdgeSecurityServices: Collection = grouped({
  name: 'networkEdgeSecurityServices',
  collections: ['networkEdgeSecurityServices'],
  // A policy that nothing had inserted was accepted (observed).
  references: { 'NetworkEdgeSecurityService.securityPolicy': { to: ['securityPolicies'], isUnchecked: true } },
  operationTypes: {
    insert: 'createNetworkEdgeSecurityService',
    patch: 'updateNetworkEdgeSecurityService',
    delete: 'deleteNetworkEdgeSecurityService',
  },
  complete: (draft, { path }) => {
    draft['selfLinkWithId'] ??= linkOf(`${path.slice(0, path.lastIndexOf('/'))}/${asString(draft['id'])}`);
  },
});
