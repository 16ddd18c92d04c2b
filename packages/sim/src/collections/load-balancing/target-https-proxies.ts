import { invalid } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import type { Call } from '../call.ts';
import { certificateManagerCertificate, checkCertificateMap } from './certificate-manager.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { findLinked } from '../../wire/find.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField, setOrClearField } from '../set-field.ts';
import { networkSecurityPolicy } from './network-security.ts';
import { checkKeepAlive } from './target-http-proxies.ts';
import { schemeOf } from './url-map-service-checks.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type TargetHttpsProxy = Resource<'TargetHttpsProxy'>;

/** Of Compute Engine's own certificates; Certificate Manager's may be a hundred. */
const MOST_CERTIFICATES = 15;
const MOST_MANAGER_CERTIFICATES = 100;

function checkSent(sent: Sent<TargetHttpsProxy>, { scope }: Call): void {
  const { quicOverride } = sent;
  if (typeof quicOverride === 'string' && parseScope(scope).scopeKind !== 'global') {
    throw invalid(
      'resource.quicOverride',
      quicOverride,
      'QUIC override is supported only with global TargetHttpsProxy.',
    );
  }
  checkCertificateMap(sent);
}

function complete(draft: Draft<TargetHttpsProxy>): void {
  draft.tlsEarlyData ??= 'DISABLED';
}

function check(resource: TargetHttpsProxy, { call, transaction }: WriteContext<TargetHttpsProxy>): void {
  checkKeepAlive(resource);
  checkSameScope(resource, ['urlMap', 'sslPolicy', 'sslCertificates'], call);
  const certificates = resource.sslCertificates ?? [];
  const isManaged = certificates.some((link) => link.startsWith('//'));
  const own = certificates.findIndex((link) => !link.startsWith('//'));
  const urlMap = findLinked(transaction, 'urlMaps', resource.urlMap)?.resource ?? {};
  const isGlobal = parseScope(call.scope).scopeKind === 'global';
  const isInternal = isGlobal && schemeOf(urlMap, transaction) === 'INTERNAL_MANAGED';
  if (own !== -1 && isInternal) {
    const explanation = 'Compute SSL certificates are not supported with global INTERNAL_MANAGED load balancer.';
    throw invalid(`resource.sslCertificates[${own}]`, certificates[own], explanation);
  }
  const most = isManaged ? MOST_MANAGER_CERTIFICATES : MOST_CERTIFICATES;
  if (certificates.length > most) {
    throw invalid('resource.sslCertificates', certificates, `At most ${most} certificates can be specified.`);
  }
}

export const targetHttpsProxies: Collection = defineCollection({
  name: 'targetHttpsProxies',
  collections: ['targetHttpsProxies', 'regionTargetHttpsProxies'],
  body: { required: ['urlMap'] },
  references: {
    'TargetHttpsProxy.urlMap': { to: ['urlMaps'] },
    'TargetHttpsProxy.sslCertificates': { to: ['sslCertificates'], foreign: certificateManagerCertificate },
    'TargetHttpsProxy.sslPolicy': { to: ['sslPolicies'] },
    'TargetHttpsProxy.serverTlsPolicy': { to: [], isUnchecked: true, isWeak: true, foreign: networkSecurityPolicy },
    'TargetHttpsProxy.authorizationPolicy': { to: [], isUnchecked: true, isWeak: true, foreign: networkSecurityPolicy },
  },
  lifecycle: { fingerprintRequiredOn: ['patch'], checkSent, complete, check },
  operations: {
    types: { setUrlMap: 'SetUrlMap', setSslCertificates: 'SetSslCertificates' },
    fullTypes: ['setQuicOverride', 'setSslPolicy', 'setCertificateMap'],
  },
  verbs: {
    setUrlMap: setField('urlMap'),
    setSslCertificates: setOrClearField('sslCertificates'),
    setQuicOverride: setField('quicOverride'),
    setSslPolicy: setOrClearField('sslPolicy'),
    setCertificateMap: (call, transaction) => {
      checkCertificateMap(call.body);
      return setOrClearField('certificateMap')(call, transaction);
    },
  },
  evidence: {
    documented: {
      setSslCertificates: {
        describedAt: 'targetHttpsProxies.setSslCertificates',
        sentence: 'Replaces SslCertificates for TargetHttpsProxy.',
      },
      setSslPolicy: {
        describedAt: 'targetHttpsProxies.setSslPolicy',
        sentence: 'Sets the SSL policy for TargetHttpsProxy.',
      },
      setCertificateMap: {
        describedAt: 'targetHttpsProxies.setCertificateMap',
        sentence: 'Changes the Certificate Map for TargetHttpsProxy.',
      },
    },
  },
});
