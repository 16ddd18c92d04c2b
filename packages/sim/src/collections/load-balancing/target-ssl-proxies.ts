import type { JsonDraft } from '../../kernel/json.ts';
import { certificateManagerCertificate, checkCertificateMap } from './certificate-manager.ts';
import type { Collection } from '../collection.ts';
import { grouped } from '../flat-collection.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField, setOrClearField } from '../set-field.ts';

export const targetSslProxies: Collection = grouped({
  name: 'targetSslProxies',
  collections: ['targetSslProxies'],
  required: ['service'],
  references: {
    'TargetSslProxy.service': { to: ['backendServices'] },
    'TargetSslProxy.sslCertificates': { to: ['sslCertificates'], foreign: certificateManagerCertificate },
    'TargetSslProxy.sslPolicy': { to: ['sslPolicies'] },
  },
  // By analogy with those of TCP proxies, of which one was observed.
  operationTypes: {
    setBackendService: 'TargetSslProxySetBackendService',
    setProxyHeader: 'TargetSslProxySetProxyHeader',
    setSslCertificates: 'TargetSslProxySetSslCertificates',
  },
  fullOperationTypes: ['setSslPolicy', 'setCertificateMap'],
  checkSent: checkCertificateMap,
  complete: (draft: JsonDraft) => {
    draft['proxyHeader'] ??= 'NONE';
  },
  check: (resource, { call }) => checkSameScope(resource, ['service', 'sslCertificates', 'sslPolicy'], call),
  verbs: {
    setBackendService: setField('service'),
    setProxyHeader: setField('proxyHeader'),
    setSslCertificates: setOrClearField('sslCertificates'),
    setSslPolicy: setOrClearField('sslPolicy'),
    setCertificateMap: (call, transaction) => {
      checkCertificateMap(call.body);
      return setOrClearField('certificateMap')(call, transaction);
    },
  },
});
