import { isSame } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { isGiven } from '../is-given.ts';
import type { Resource } from '../../wire/wire.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { checkMigrationPercentage } from './migration-percentage.ts';

type BackendService = Resource<'BackendService'>;
type Scheme = BackendService['loadBalancingScheme'];

/** Fields that only services of some schemes have (documented). */
const OF_SCHEMES = [
  ['maxStreamDuration', ['INTERNAL_SELF_MANAGED']],
  ['serviceBindings', ['INTERNAL_SELF_MANAGED']],
  ['serviceLbPolicy', ['EXTERNAL_MANAGED', 'INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']],
  ['customMetrics', ['EXTERNAL_MANAGED', 'INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']],
] as const satisfies readonly (readonly [keyof BackendService, readonly Scheme[]])[];

/** Fields that a service whose endpoints elect a leader does not have (documented). */
const NOT_WITH_LEADER = [
  'connectionTrackingPolicy',
  'failoverPolicy',
  'healthChecks',
  'networkPassThroughLbTrafficPolicy',
  'subsetting',
] as const satisfies readonly (keyof BackendService)[];

const WITH_TLS: ReadonlySet<BackendService['protocol']> = new Set(['SSL', 'HTTPS', 'HTTP2']);

/**
 * What a service already has stays when a write changes only what it goes with: a client that patches one field cannot know
 * the others.
 *
 * @param before the service as it is stored
 * @throws Refusal for the first field that does not go with the others
 */
export function checkServiceFields(service: BackendService, before: BackendService | undefined): void {
  const { loadBalancingScheme: scheme } = service;
  for (const [field, schemes] of OF_SCHEMES) {
    if (!isGiven(service[field]) || schemes.some((allowed) => allowed === scheme)) continue;
    const explanation = `It can only be set with the load balancing scheme ${schemes.join(', ')}.`;
    throw invalid(`resource.${field}`, service[field], explanation);
  }
  checkBindings(service);
  checkLeader(service);
  checkMigration(service, before);
  checkTls(service, before);
  checkLogging(service, before);
  checkAffinity(service, before);
  if (service.connectionTrackingPolicy !== undefined && !isPassthrough(service)) {
    const explanation = 'It is only available for passthrough Network Load Balancers.';
    throw invalid('resource.connectionTrackingPolicy', service.connectionTrackingPolicy, explanation);
  }
  for (const [index, { policy, customPolicy }] of (service.localityLbPolicies ?? []).entries()) {
    if (policy === undefined && customPolicy === undefined)
      throw required(`resource.localityLbPolicies[${index}].policy`);
  }
  for (const [index, { failover }] of (service.backends ?? []).entries()) {
    if (failover !== true || isPassthrough(service)) continue;
    const explanation = 'It can only be used for passthrough Network Load Balancers.';
    throw invalid(`resource.backends[${index}].failover`, true, explanation);
  }
}

function checkBindings({ serviceBindings, backends, healthChecks }: BackendService): void {
  if (!isGiven(serviceBindings)) return;
  for (const [field, value] of Object.entries({ backends, healthChecks })) {
    if (isGiven(value)) throw invalid(`resource.${field}`, value, 'It must be empty if serviceBindings are set.');
  }
}

function checkLeader(service: BackendService): void {
  if (service.haPolicy === undefined) return;
  for (const field of NOT_WITH_LEADER) {
    if (isGiven(service[field]))
      throw invalid(`resource.${field}`, service[field], 'It cannot be specified with haPolicy.');
  }
  const { sessionAffinity = 'NONE', backends = [], haPolicy } = service;
  if (sessionAffinity !== 'NONE') {
    throw invalid('resource.sessionAffinity', sessionAffinity, 'It cannot be specified with haPolicy.');
  }
  const leading = haPolicy.leader?.backendGroup;
  if (leading === undefined || backends.some(({ group }) => group === leading)) return;
  const explanation = "The leader's backendGroup must be specified as a backend of this backend service.";
  throw invalid('resource.haPolicy.leader.backendGroup', leading, explanation);
}

function checkMigration(service: BackendService, before: BackendService | undefined): void {
  const migration = {
    scheme: service.loadBalancingScheme,
    state: service.externalManagedMigrationState,
    percentage: service.externalManagedMigrationTestingPercentage,
    stored: before?.externalManagedMigrationTestingPercentage,
  };
  checkMigrationPercentage(migration, 'resource.externalManagedMigrationTestingPercentage');
}

function checkTls({ tlsSettings, protocol }: BackendService, before: BackendService | undefined): void {
  if (tlsSettings === undefined || WITH_TLS.has(protocol)) return;
  if (isSame(tlsSettings, before?.tlsSettings)) return;
  const explanation = `It may only be specified when the backend protocol is ${[...WITH_TLS].join(', ')}.`;
  throw invalid('resource.tlsSettings', tlsSettings, explanation);
}

function checkLogging({ logConfig }: BackendService, before: BackendService | undefined): void {
  const { optionalFields = [], optionalMode } = logConfig ?? {};
  if (optionalFields.length === 0 || optionalMode === 'CUSTOM') return;
  if (isSame(optionalFields, before?.logConfig?.optionalFields)) return;
  const explanation = 'It can only be specified if optionalMode is set to CUSTOM.';
  throw invalid('resource.logConfig.optionalFields', optionalFields, explanation);
}

function checkAffinity(service: BackendService, before: BackendService | undefined): void {
  const { sessionAffinity, strongSessionAffinityCookie: cookie } = service;
  const isStrong = sessionAffinity === 'STRONG_COOKIE_AFFINITY';
  if (isStrong && cookie === undefined) throw required('resource.strongSessionAffinityCookie');
  if (isStrong || cookie === undefined || isSame(cookie, before?.strongSessionAffinityCookie)) return;
  const explanation = 'It can only be set with the session affinity STRONG_COOKIE_AFFINITY.';
  throw invalid('resource.strongSessionAffinityCookie', cookie, explanation);
}
