import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField } from '../set-field.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type TargetTcpProxy = Resource<'TargetTcpProxy'>;

export const targetTcpProxies: Collection = defineCollection({
  name: 'targetTcpProxies',
  collections: ['targetTcpProxies', 'regionTargetTcpProxies'],
  body: { required: ['service'] },
  references: { 'TargetTcpProxy.service': { to: ['backendServices'] } },
  lifecycle: {
    complete: (draft: Draft<TargetTcpProxy>) => {
      draft.proxyHeader ??= 'NONE';
    },
    check: (resource, { call }) => checkSameScope(resource, ['service'], call),
  },
  operations: {
    types: {
      setBackendService: 'TargetTcpProxySetBackendService',
      setProxyHeader: 'TargetTcpProxySetProxyHeader',
    },
  },
  verbs: { setBackendService: setField('service'), setProxyHeader: setField('proxyHeader') },
});
