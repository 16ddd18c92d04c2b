import { invalid } from '../../kernel/refusal.ts';
import { collectionOf, parseScope } from '../../kernel/resource-path.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { completeDurations } from '../duration.ts';
import { checkFraction, checkNumber } from '../number-range.ts';
import { rememberBackends } from './remember-probing.ts';
import { setOrClearField } from '../set-field.ts';
import { sha256 } from '../sha256.ts';
import { checkOf, isTouched } from '../touched.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { keepAttachedPolicies } from './attached-policies.ts';
import { checkBackends, completeBackends } from './backend-service-backends.ts';
import { findBackendConflict } from './backend-service-conflicts.ts';
import { checkServiceFields, endMigrationTest } from './backend-service-fields.ts';
import { checkBackendHealthChecks, refusePortName } from './backend-service-health-checks.ts';
import { getHealth } from './backend-service-health.ts';
import { checkCdnPolicy, completeCdnPolicy } from './cdn-policy.ts';
import { checkHaPolicy } from './ha-policy.ts';
import { checkScheme } from './migration-percentage.ts';
import { addSignedUrlKey, deleteSignedUrlKey, keepSignedUrlKeys } from './signed-url-keys.ts';
import { usedBy } from './used-by.ts';

type BackendService = Resource<'BackendService'>;

const LONGEST_COOKIE_TTL_SEC = 1_209_600;
const CACHE_KEY = { includeHost: true, includeProtocol: true, includeQueryString: true };

function complete(draft: Draft<BackendService>, context: WriteContext<BackendService>): void {
  const isGlobal = parseScope(context.call.scope).scopeKind === 'global';
  draft.description ??= '';
  draft.connectionDraining = { drainingTimeoutSec: 0, ...draft.connectionDraining };
  draft.loadBalancingScheme ??= 'EXTERNAL';
  draft.sessionAffinity ??= 'NONE';
  draft.timeoutSec ??= 30;
  const scheme = draft.loadBalancingScheme;
  draft.protocol ??= scheme === 'INTERNAL' || (scheme === 'EXTERNAL' && !isGlobal) ? 'TCP' : 'HTTP';
  // Regional EXTERNAL services have all three as well (observed).
  if (scheme !== 'INTERNAL') {
    draft.affinityCookieTtlSec ??= 0;
    draft.port ??= 80;
    draft.portName ??= 'http';
  }
  // Classic services have it in every scope, managed ones where they are global (observed).
  if (scheme === 'EXTERNAL' || (isGlobal && scheme === 'EXTERNAL_MANAGED')) draft.enableCDN ??= false;
  if (draft.backends !== undefined && isTouched(BALANCING, draft, context)) draft.backends = completeBackends(draft);
  endMigrationTest(draft, context.before?.resource);
  completeIap(draft, context.before?.resource);
  completeLogConfig(draft);
  completeCdnPolicy(draft, draft.enableCDN === true, CACHE_KEY);
  keepSignedUrlKeys(draft, context);
  keepAttachedPolicies(draft, ['securityPolicy', 'edgeSecurityPolicy'], context);
  completeDurations(draft, 'BackendService', context.before?.resource);
}

/** The secret never comes back; its SHA-256 does. */
function completeIap(draft: Draft<BackendService>, before: BackendService | undefined): void {
  if (draft.iap === undefined) return;
  const { oauth2ClientSecret: secret, ...iap } = draft.iap;
  const known = before?.iap?.oauth2ClientSecretSha256;
  draft.iap = {
    oauth2ClientId: '',
    ...iap,
    oauth2ClientSecretSha256: secret === undefined ? (known ?? sha256('')) : sha256(secret),
  };
}

function completeLogConfig(draft: Draft<BackendService>): void {
  if (draft.logConfig === undefined) return;
  const sampling = draft.logConfig.enable === true ? { sampleRate: 1 } : {};
  draft.logConfig = { enable: false, optionalMode: 'EXCLUDE_ALL_OPTIONAL', ...sampling, ...draft.logConfig };
}

function check(resource: BackendService, context: WriteContext<BackendService>): void {
  const { timeoutSec, affinityCookieTtlSec, network, loadBalancingScheme } = resource;
  checkNumber(timeoutSec, [1, 2_147_483_647], 'resource.timeoutSec');
  checkNumber(affinityCookieTtlSec, [0, LONGEST_COOKIE_TTL_SEC], 'resource.affinityCookieTtlSec');
  checkHaPolicy(resource, context.before?.resource, context.transaction);
  if (network !== undefined && loadBalancingScheme !== 'INTERNAL' && resource.haPolicy === undefined) {
    throw invalid('resource.network', network, 'It can only be set with the load balancing scheme INTERNAL.');
  }
  checkFraction(resource.logConfig?.sampleRate, [0, 1], 'resource.logConfig.sampleRate');
  checkFraction(resource.failoverPolicy?.failoverRatio, [0, 1], 'resource.failoverPolicy.failoverRatio');
  checkFraction(
    resource.networkPassThroughLbTrafficPolicy?.zonalAffinity?.spilloverRatio,
    [0, 1],
    'resource.networkPassThroughLbTrafficPolicy.zonalAffinity.spilloverRatio',
  );
  const before = context.before?.resource;
  checkScheme(migrationOf(resource), before === undefined ? undefined : migrationOf(before));
  checkProtocolChange(resource, context);
  checkServiceFields(resource, context.before?.resource);
  checkCdnPolicy(resource, context.sent);
  // In this order (field report).
  checkBackendHealthChecks(resource, context.transaction);
  if (context.before === undefined) refusePortName(context.sent.portName, resource, context.transaction);
  checkBalancing(resource, context);
}

/** Which backends there are, and what decides how each can be balanced. */
const BALANCING = ['backends', 'loadBalancingScheme', 'protocol', 'region'] as const;

const checkBalancing = checkOf<BackendService, (typeof BALANCING)[number]>(BALANCING, (balancing, { transaction }) => {
  checkBackends(balancing, transaction);
});

const migrationOf = ({ loadBalancingScheme: scheme, externalManagedMigrationState: state }: BackendService) => ({
  scheme,
  state,
});

/** Rules that lead to a service without a proxy between are of its protocol, so it keeps the protocol while it has any. */
function checkProtocolChange({ protocol }: BackendService, context: WriteContext<BackendService>): void {
  const { before, path, transaction } = context;
  if (before === undefined || before.resource.protocol === protocol) return;
  const rule = transaction.state.users.first(path, (user) => collectionOf(user) !== 'forwardingRules');
  if (rule === undefined) return;
  const explanation = `The protocol cannot be changed while the forwarding rule '${rule}' uses the backend service.`;
  throw invalid('resource.protocol', protocol, explanation);
}

export const backendServices: Collection = defineCollection({
  name: 'backendServices',
  collections: ['backendServices', 'regionBackendServices'],
  body: {
    // Terraform names the service in the body of addSignedUrlKey (observed).
    ignores: ['backendService'],
  },
  references: {
    'Backend.group': { to: ['instanceGroups', 'networkEndpointGroups'] },
    'BackendServiceHAPolicyLeader.backendGroup': { to: ['networkEndpointGroups'] },
    'BackendService.healthChecks': { to: ['healthChecks', 'httpHealthChecks', 'httpsHealthChecks'] },
    'BackendService.network': { to: ['networks'] },
    'BackendService.securityPolicy': { to: ['securityPolicies'] },
    'BackendService.edgeSecurityPolicy': { to: ['securityPolicies'] },
    'BackendService.serviceLbPolicy': { to: [], isUnchecked: true, isWeak: true },
  },
  lifecycle: { fingerprintRequiredOn: ['update'], complete, check, findFailure: findBackendConflict },
  operations: {
    fullTypes: ['addSignedUrlKey', 'deleteSignedUrlKey', 'setSecurityPolicy', 'setEdgeSecurityPolicy'],
  },
  probing: { remember: rememberBackends },
  reading: { derive: usedBy },
  verbs: {
    getHealth,
    addSignedUrlKey,
    deleteSignedUrlKey,
    setSecurityPolicy: setOrClearField('securityPolicy'),
    setEdgeSecurityPolicy: setOrClearField('edgeSecurityPolicy', 'securityPolicy'),
    // Its answer has no fields: see the API model.
    getEffectiveSecurityPolicies: () => ({ answer: undefined }),
  },
  evidence: {
    documented: {
      insert: [
        {
          describedAt: 'BackendService.serviceBindings',
          sentence: 'Can only be set if load balancing scheme is INTERNAL_SELF_MANAGED.',
        },
        {
          describedAt: 'BackendService.maxStreamDuration',
          sentence:
            'This field is only allowed when the loadBalancingScheme of the backend service is INTERNAL_SELF_MANAGED.',
        },
        {
          describedAt: 'BackendService.tlsSettings',
          sentence: 'May only be specified when the backend protocol is SSL, HTTPS or HTTP2.',
        },
        {
          describedAt: 'BackendService.sessionAffinity',
          sentence: 'sessionAffinity cannot be specified with haPolicy.',
        },
        {
          describedAt: 'BackendServiceHAPolicyLeader.backendGroup',
          sentence: "Removing a backend that is designated as the leader's backendGroup is not permitted.",
        },
      ],
      update: {
        describedAt: 'regionBackendServices.update',
        sentence: 'Updates the specified regional BackendService resource with the data included in the request.',
      },
      patch: {
        describedAt: 'regionBackendServices.patch',
        sentence: 'uses the JSON merge patch format and processing rules',
      },
      getHealth: {
        describedAt: 'backendServices.getHealth',
        sentence: 'Gets the most recent health check results for this BackendService.',
      },
      addSignedUrlKey: {
        describedAt: 'backendServices.addSignedUrlKey',
        sentence: 'Adds a key for validating requests with signed URLs for this backend service.',
      },
      deleteSignedUrlKey: {
        describedAt: 'backendServices.deleteSignedUrlKey',
        sentence: 'Deletes a key for validating requests with signed URLs for this backend service.',
      },
      setSecurityPolicy: {
        describedAt: 'backendServices.setSecurityPolicy',
        sentence: 'Sets the Google Cloud Armor security policy for the specified backend service.',
      },
      setEdgeSecurityPolicy: {
        describedAt: 'backendServices.setEdgeSecurityPolicy',
        sentence: 'Sets the edge security policy for the specified backend service.',
      },
    },
    assumed: {
      getEffectiveSecurityPolicies: 'The API model has no schema for what it answers, so it answers nothing.',
    },
  },
});
