import type { JsonDraft } from '../../kernel/json.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField } from '../set-field.ts';

export const targetTcpProxies: Collection = grouped({
  name: 'targetTcpProxies',
  collections: ['targetTcpProxies', 'regionTargetTcpProxies'],
  required: ['service'],
  references: { 'TargetTcpProxy.service': { to: ['backendServices'] } },
  operationTypes: {
    setBackendService: 'TargetTcpProxySetBackendService',
    setProxyHeader: 'TargetTcpProxySetProxyHeader',
  },
  complete: (draft: JsonDraft) => {
    draft['proxyHeader'] ??= 'NONE';
  },
  check: (resource, { call }) => checkSameScope(resource, ['service'], call),
  verbs: { setBackendService: setField('service'), setProxyHeader: setField('proxyHeader') },
});
