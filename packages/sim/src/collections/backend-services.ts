import type { JsonDraft, JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import { invalid } from '../engine/refusal.ts';
import { checkBackends, completeBackends, findModeConflict } from './backend-service-backends.ts';
import { getHealth } from './backend-service-health.ts';
import type { Collection, WriteContext } from './collection.ts';
import { sha256 } from './sha256.ts';

function complete(draft: JsonDraft, { call, before }: WriteContext): void {
  const isGlobal = call.scope.endsWith('/global');
  draft['description'] ??= '';
  draft['affinityCookieTtlSec'] ??= 0;
  draft['connectionDraining'] = { drainingTimeoutSec: 0, ...asObject(draft['connectionDraining']) };
  draft['loadBalancingScheme'] ??= 'EXTERNAL';
  draft['sessionAffinity'] ??= 'NONE';
  draft['timeoutSec'] ??= 30;
  const scheme = asString(draft['loadBalancingScheme']);
  const isPassthrough = scheme === 'INTERNAL' || (scheme === 'EXTERNAL' && !isGlobal);
  draft['protocol'] ??= isPassthrough ? 'TCP' : 'HTTP';
  if (!isPassthrough) {
    draft['port'] ??= 80;
    draft['portName'] ??= 'http';
  }
  if (isGlobal && scheme.startsWith('EXTERNAL')) draft['enableCDN'] ??= false;
  const backends = completeBackends(draft);
  if (backends.length > 0) draft['backends'] = backends;
  completeIap(draft, before?.resource);
}

/** The secret never comes back; its SHA-256 does. */
function completeIap(draft: JsonDraft, before: JsonObject | undefined): void {
  if (draft['iap'] === undefined) return;
  const { oauth2ClientSecret: secret, ...iap } = asObject(draft['iap']);
  const known = asObject(before?.['iap'])['oauth2ClientSecretSha256'];
  draft['iap'] = {
    oauth2ClientId: '',
    ...iap,
    oauth2ClientSecretSha256: typeof secret === 'string' ? sha256(secret) : (known ?? sha256('')),
  };
}

function check(resource: JsonObject): void {
  const healthChecks = asArray(resource['healthChecks']);
  if (healthChecks.length > 1) {
    throw invalid('resource.healthChecks', resource['healthChecks'], 'At most one health check can be specified.');
  }
  const needsHealthCheck = asArray(resource['backends']).some((backend) => {
    const group = asString(asObject(backend)['group']);
    return group.includes('/instanceGroups/') || /\/zones\/[^/]+\/networkEndpointGroups\//.test(group);
  });
  if (needsHealthCheck && healthChecks.length === 0) {
    throw invalid('resource.healthChecks', '', 'At least one health check needs to be specified.');
  }
  const { timeoutSec, affinityCookieTtlSec } = resource;
  if (Number(timeoutSec) < 1) throw invalid('resource.timeoutSec', timeoutSec, 'Must be at least 1.');
  if (Number(affinityCookieTtlSec) > 1_209_600) {
    throw invalid('resource.affinityCookieTtlSec', affinityCookieTtlSec, 'Must be at most 1209600.');
  }
  checkBackends(resource);
}

export const backendServices: Collection = {
  name: 'backendServices',
  collections: ['backendServices', 'regionBackendServices'],
  references: {
    'Backend.group': { to: ['instanceGroups', 'networkEndpointGroups'] },
    'BackendService.healthChecks': { to: ['healthChecks', 'httpHealthChecks', 'httpsHealthChecks'] },
    'BackendService.network': { to: ['networks'] },
    'BackendService.securityPolicy': { to: ['securityPolicies'] },
    'BackendService.edgeSecurityPolicy': { to: ['securityPolicies'] },
    'BackendService.serviceLbPolicy': { to: [], isUnchecked: true, isWeak: true },
  },
  complete,
  check,
  findFailure: findModeConflict,
  verbs: { getHealth },
};
