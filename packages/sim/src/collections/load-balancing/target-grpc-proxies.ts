import { parentOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';

export const targetGrpcProxies: Collection = defineCollection({
  name: 'targetGrpcProxies',
  collections: ['targetGrpcProxies'],
  references: { 'TargetGrpcProxy.urlMap': { to: ['urlMaps'] } },
  lifecycle: {
    fingerprintRequiredOn: ['patch'],
    complete: (draft, { path }) => {
      draft.selfLinkWithId ??= linkOf(`${parentOf(path)}/${draft.id ?? ''}`);
    },
  },
  operations: { fullTypes: ['insert', 'patch', 'delete'] },
  evidence: {
    documented: {
      patch: {
        describedAt: 'TargetGrpcProxy.fingerprint',
        sentence: 'An up-to-date fingerprint must be provided in order to patch/update the TargetGrpcProxy',
      },
    },
  },
});
