import { invalid } from '../../kernel/refusal.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import type { Call } from '../call.ts';
import { calledResource } from '../called-resource.ts';
import { isGiven } from '../is-given.ts';
import { certificateManagerCertificate, checkCertificateMap } from './certificate-manager.ts';
import type { Collection } from '../collection.ts';
import { defineCollection } from '../define-collection.ts';
import type { WriteContext } from '../context.ts';
import { findLinked } from '../../wire/find.ts';
import { checkSameScope } from '../same-scope.ts';
import { setField, setOrClearField } from '../set-field.ts';
import { networkSecurityPolicy } from './network-security.ts';
import { checkKeepAlive } from './target-http-proxies.ts';
import { redirectsToHttps, schemeOf } from './url-map-service-checks.ts';
import type { Draft, Resource, Sent } from '../../wire/wire.ts';

type TargetHttpsProxy = Resource<'TargetHttpsProxy'>;
type Scheme = Resource<'BackendService'>['loadBalancingScheme'];

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

function check(resource: TargetHttpsProxy, { before, call, transaction }: WriteContext<TargetHttpsProxy>): void {
  checkKeepAlive(resource);
  checkSameScope(resource, ['urlMap', 'sslPolicy', 'sslCertificates'], call);
  const urlMap = findLinked(transaction, 'urlMaps', resource.urlMap)?.resource ?? {};
  if (redirectsToHttps(urlMap)) {
    const explanation = 'Its redirects to HTTPS are not permitted for TargetHttpsProxy.';
    throw invalid('resource.urlMap', resource.urlMap, explanation);
  }
  const scheme = schemeOf(urlMap, transaction);
  checkCertificates(resource, { scheme, isGlobal: parseScope(call.scope).scopeKind === 'global' });
  const isWithout = resource.sslCertificates === undefined && resource.certificateMap === undefined;
  if (before !== undefined || !isWithout || scheme === 'INTERNAL_SELF_MANAGED') return;
  throw invalid('resource.sslCertificates', '', 'At least 1 SSL certificate must be specified.');
}

/** The words of what is refused are of reports. */
function checkCertificates(
  { sslCertificates: certificates = [] }: TargetHttpsProxy,
  { scheme, isGlobal }: { readonly scheme: Scheme; readonly isGlobal: boolean },
): void {
  const refuse = (index: number, explanation: string) =>
    invalid(`resource.sslCertificates[${index}]`, certificates[index], explanation);
  if (certificates.length > 0 && scheme === 'INTERNAL_SELF_MANAGED') {
    const explanation = 'No SSL certificate can be specified in TargetHttpsProxy when using Traffic Director.';
    throw invalid('resource.sslCertificates', '', explanation);
  }
  const own = certificates.findIndex((link) => !link.startsWith('//'));
  const managed = certificates.findIndex((link) => link.startsWith('//'));
  if (own !== -1 && isGlobal && scheme === 'INTERNAL_MANAGED') {
    throw refuse(own, 'Compute SSL certificates are not supported with global INTERNAL_MANAGED load balancer.');
  }
  if (managed !== -1 && isGlobal && EXTERNAL.has(scheme)) {
    throw refuse(managed, 'Cloud certificate reference is not supported for TargetHttpsProxy creation.');
  }
  if (own !== -1 && managed !== -1) {
    throw refuse(managed, 'Mixing Classic Certificates and Certificate Manager Certificates is not allowed.');
  }
  const most = managed === -1 ? MOST_CERTIFICATES : MOST_MANAGER_CERTIFICATES;
  if (certificates.length <= most) return;
  throw invalid('resource.sslCertificates', certificates, `At most ${most} certificates can be specified.`);
}

/** The words are of a report. gcloud clears the certificates of a proxy that has a map of them. */
const NO_CERTIFICATES =
  'At least 1 SSL certificate must be specified for setting SSL certificates in TargetHttpsProxy.';

/** Where certificates of Certificate Manager are named by a map of them alone. */
const EXTERNAL: ReadonlySet<Scheme> = new Set(['EXTERNAL', 'EXTERNAL_MANAGED']);

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
    setSslCertificates: (call, transaction) => {
      const { certificateMap } = calledResource<TargetHttpsProxy>(call, transaction).resource;
      const isWithoutAny = !isGiven(call.body.sslCertificates) && !isGiven(certificateMap);
      if (isWithoutAny) throw invalid('resource', '', NO_CERTIFICATES);
      return setOrClearField('sslCertificates')(call, transaction);
    },
    setQuicOverride: setField('quicOverride'),
    setSslPolicy: setOrClearField('sslPolicy'),
    setCertificateMap: (call, transaction) => {
      checkCertificateMap(call.body);
      return setOrClearField('certificateMap')(call, transaction);
    },
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'TargetHttpsProxy.sslCertificates',
          sentence: 'At least one SSL certificate must be specified.',
        },
        {
          describedAt: 'TargetHttpsProxy.sslCertificates',
          sentence: 'Mixing Classic Certificates and Certificate Manager Certificates is not allowed.',
        },
      ],
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
