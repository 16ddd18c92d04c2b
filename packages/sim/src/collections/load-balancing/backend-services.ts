import type { JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asObject, asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { keepAttachedPolicies } from './attached-policies.ts';
import { checkBackends, completeBackends } from './backend-service-backends.ts';
import { findBackendConflict } from './backend-service-conflicts.ts';
import { getHealth } from './backend-service-health.ts';
import { checkBackendHealthChecks } from './backend-service-health-checks.ts';
import { checkCdnPolicy, completeCdnPolicy } from './cdn-policy.ts';
import type { Collection, WriteContext } from '../collection.ts';
import { completeDurations } from '../duration.ts';
import { checkNumber } from '../number-range.ts';
import { rememberBackends } from '../probe-memory.ts';
import { setOrClearField } from '../set-field.ts';
import { sha256 } from '../sha256.ts';
import { addSignedUrlKey, deleteSignedUrlKey, keepSignedUrlKeys } from './signed-url-keys.ts';
import { usedBy } from './used-by.ts';

const LONGEST_COOKIE_TTL_SEC = 1_209_600;
const CACHE_KEY: JsonObject = { includeHost: true, includeProtocol: true, includeQueryString: true };

function complete(draft: JsonDraft, context: WriteContext): void {
  const isGlobal = context.call.scope.endsWith('/global');
  draft['description'] ??= '';
  draft['connectionDraining'] = { drainingTimeoutSec: 0, ...asObject(draft['connectionDraining']) };
  draft['loadBalancingScheme'] ??= 'EXTERNAL';
  draft['sessionAffinity'] ??= 'NONE';
  draft['timeoutSec'] ??= 30;
  const scheme = asString(draft['loadBalancingScheme']);
  draft['protocol'] ??= scheme === 'INTERNAL' || (scheme === 'EXTERNAL' && !isGlobal) ? 'TCP' : 'HTTP';
  // Regional EXTERNAL services have all three as well (observed).
  if (scheme !== 'INTERNAL') {
    draft['affinityCookieTtlSec'] ??= 0;
    draft['port'] ??= 80;
    draft['portName'] ??= 'http';
  }
  // Classic services have it in every scope, managed ones where they are global (observed).
  if (scheme === 'EXTERNAL' || (isGlobal && scheme === 'EXTERNAL_MANAGED')) draft['enableCDN'] ??= false;
  const backends = completeBackends(draft);
  if (backends.length > 0) draft['backends'] = backends;
  completeIap(draft, context.before?.resource);
  completeLogConfig(draft);
  completeCdnPolicy(draft, draft['enableCDN'] === true, CACHE_KEY);
  keepSignedUrlKeys(draft, context);
  keepAttachedPolicies(draft, ['securityPolicy', 'edgeSecurityPolicy'], context);
  completeDurations(draft, 'BackendService');
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

function completeLogConfig(draft: JsonDraft): void {
  if (draft['logConfig'] === undefined) return;
  const sent = asObject(draft['logConfig']);
  const sampling = sent['enable'] === true ? { sampleRate: 1 } : {};
  draft['logConfig'] = { enable: false, optionalMode: 'EXCLUDE_ALL_OPTIONAL', ...sampling, ...sent };
}

function check(resource: JsonObject, context: WriteContext): void {
  const { timeoutSec, affinityCookieTtlSec, network, loadBalancingScheme } = resource;
  checkNumber(timeoutSec, [1, 2_147_483_647], 'resource.timeoutSec');
  checkNumber(affinityCookieTtlSec, [0, LONGEST_COOKIE_TTL_SEC], 'resource.affinityCookieTtlSec');
  if (network !== undefined && loadBalancingScheme !== 'INTERNAL' && resource['haPolicy'] === undefined) {
    throw invalid('resource.network', network, 'It can only be set with the load balancing scheme INTERNAL.');
  }
  checkNumber(asObject(resource['logConfig'])['sampleRate'], [0, 1], 'resource.logConfig.sampleRate');
  checkScheme(resource, context.before?.resource);
  checkCdnPolicy(resource);
  // In this order (field report).
  checkBackendHealthChecks(resource, context.transaction);
  checkBackends(resource, context.transaction);
}

/** The scheme is for ever, but for the way from the classic load balancer to the managed one and back. */
function checkScheme(resource: JsonObject, before: JsonObject | undefined): void {
  const scheme = asString(resource['loadBalancingScheme']);
  const previous = before?.['loadBalancingScheme'];
  if (before === undefined || scheme === previous) return;
  const isMigration = [scheme, previous].every((name) => name === 'EXTERNAL' || name === 'EXTERNAL_MANAGED');
  if (!isMigration) {
    throw invalid('resource.loadBalancingScheme', scheme, 'The field cannot be changed once the resource exists.');
  }
  const state = scheme === 'EXTERNAL' ? resource : before;
  if (state['externalManagedMigrationState'] === 'TEST_ALL_TRAFFIC') return;
  const explanation = 'Cannot change the load balancing scheme until the migration state is set to TEST_ALL_TRAFFIC.';
  throw invalid('resource.loadBalancingScheme', scheme, explanation);
}

export const backendServices: Collection = {
  name: 'backendServices',
  collections: ['backendServices', 'regionBackendServices'],
  // Terraform names the service in the body of addSignedUrlKey (observed).
  ignores: ['backendService'],
  references: {
    'Backend.group': { to: ['instanceGroups', 'networkEndpointGroups'] },
    'BackendService.healthChecks': { to: ['healthChecks', 'httpHealthChecks', 'httpsHealthChecks'] },
    'BackendService.network': { to: ['networks'] },
    'BackendService.securityPolicy': { to: ['securityPolicies'] },
    'BackendService.edgeSecurityPolicy': { to: ['securityPolicies'] },
    'BackendService.serviceLbPolicy': { to: [], isUnchecked: true, isWeak: true },
  },
  fullOperationTypes: ['addSignedUrlKey', 'deleteSignedUrlKey', 'setSecurityPolicy', 'setEdgeSecurityPolicy'],
  complete,
  check,
  findFailure: findBackendConflict,
  remember: rememberBackends,
  derive: usedBy,
  verbs: {
    getHealth,
    addSignedUrlKey,
    deleteSignedUrlKey,
    setSecurityPolicy: setOrClearField('securityPolicy'),
    setEdgeSecurityPolicy: setOrClearField('edgeSecurityPolicy', 'securityPolicy'),
    // Its answer has no fields: see the API model.
    getEffectiveSecurityPolicies: () => ({ answer: undefined }),
  },
};
