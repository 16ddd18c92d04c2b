import { certificateManagerCertificate, checkCertificateMap } from './certificate-manager.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import { isGiven } from '../is-given.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField, setOrClearField } from '../set-field.ts';
import type { Draft, Resource } from '../../wire/wire.ts';

type TargetSslProxy = Resource<'TargetSslProxy'>;

export const targetSslProxies: Collection = defineCollection({
  name: 'targetSslProxies',
  collections: ['targetSslProxies'],
  body: { required: ['service'] },
  references: {
    'TargetSslProxy.service': { to: ['backendServices'] },
    'TargetSslProxy.sslCertificates': { to: ['sslCertificates'], foreign: certificateManagerCertificate },
    'TargetSslProxy.sslPolicy': { to: ['sslPolicies'] },
  },
  lifecycle: {
    checkSent: checkCertificateMap,
    complete: (draft: Draft<TargetSslProxy>) => {
      draft.proxyHeader ??= 'NONE';
    },
    check: (resource, { call, before }) => {
      checkSameScope(resource, ['service', 'sslCertificates', 'sslPolicy'], call);
      if (before !== undefined || isGiven(resource.sslCertificates) || isGiven(resource.certificateMap)) return;
      throw invalid('resource.sslCertificates', '', 'At least 1 SSL certificate must be specified.');
    },
  },
  operations: {
    // By analogy with those of TCP proxies, of which one was observed.
    types: {
      setBackendService: 'TargetSslProxySetBackendService',
      setProxyHeader: 'TargetSslProxySetProxyHeader',
      setSslCertificates: 'TargetSslProxySetSslCertificates',
    },
    fullTypes: ['setSslPolicy', 'setCertificateMap'],
  },
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
  evidence: {
    documented: {
      setBackendService: {
        describedAt: 'targetSslProxies.setBackendService',
        sentence: 'Changes the BackendService for TargetSslProxy.',
      },
      setProxyHeader: {
        describedAt: 'targetSslProxies.setProxyHeader',
        sentence: 'Changes the ProxyHeaderType for TargetSslProxy.',
      },
      setSslCertificates: {
        describedAt: 'targetSslProxies.setSslCertificates',
        sentence: 'Changes SslCertificates for TargetSslProxy.',
      },
      setSslPolicy: {
        describedAt: 'targetSslProxies.setSslPolicy',
        sentence: 'Sets the SSL policy for TargetSslProxy.',
      },
      setCertificateMap: {
        describedAt: 'targetSslProxies.setCertificateMap',
        sentence: 'Changes the Certificate Map for TargetSslProxy.',
      },
    },
  },
});
