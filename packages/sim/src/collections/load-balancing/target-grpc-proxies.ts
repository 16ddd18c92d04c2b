import { asString } from '../../kernel/json.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';

export const targetGrpcProxies: Collection = grouped({
  name: 'targetGrpcProxies',
  collections: ['targetGrpcProxies'],
  references: { 'TargetGrpcProxy.urlMap': { to: ['urlMaps'] } },
  fingerprintRequiredOn: ['patch'],
  fullOperationTypes: ['insert', 'patch', 'delete'],
  complete: (draft, { path }) => {
    draft['selfLinkWithId'] ??= linkOf(`${path.slice(0, path.lastIndexOf('/'))}/${asString(draft['id'])}`);
  },
});
