import { isSame } from '../../kernel/json.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { isGiven } from '../is-given.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { isPassthrough } from './backend-service-backends.ts';
import { checkNumber } from '../number-range.ts';
import type { Migration } from './migration-percentage.ts';
import { checkMigrationPercentage, isPastPercentage } from './migration-percentage.ts';

type BackendService = Resource<'BackendService'>;
type Scheme = BackendService['loadBalancingScheme'];

/** Fields that only services of some schemes have (documented). */
const OF_SCHEMES = [
  ['maxStreamDuration', ['INTERNAL_SELF_MANAGED']],
  ['serviceBindings', ['INTERNAL_SELF_MANAGED']],
  ['serviceLbPolicy', ['EXTERNAL_MANAGED', 'INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']],
  ['customMetrics', ['EXTERNAL_MANAGED', 'INTERNAL_MANAGED', 'INTERNAL_SELF_MANAGED']],
] as const satisfies readonly (readonly [keyof BackendService, readonly Scheme[]])[];

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
  checkMigration(service, before);
  checkTls(service, before);
  checkLogging(service, before);
  checkAffinity(service, before);
  checkPolicies(service);
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

const migrationOf = (service: BackendService, before: BackendService | undefined): Migration => ({
  scheme: service.loadBalancingScheme,
  state: service.externalManagedMigrationState,
  percentage: service.externalManagedMigrationTestingPercentage,
  stored: before?.externalManagedMigrationTestingPercentage,
});

/** Takes away the percentage of a test that is over. */
export function endMigrationTest(draft: Draft<BackendService>, before: BackendService | undefined): void {
  if (isPastPercentage(migrationOf(draft, before))) delete draft.externalManagedMigrationTestingPercentage;
}

function checkMigration(service: BackendService, before: BackendService | undefined): void {
  checkMigrationPercentage(migrationOf(service, before), 'resource.externalManagedMigrationTestingPercentage');
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

/** Hashes of what HTTP load balancers, which end connections, do not look at. */
const OF_PACKETS: ReadonlySet<BackendService['sessionAffinity']> = new Set(['CLIENT_IP_PORT_PROTO', 'CLIENT_IP_PROTO']);
const OF_HTTP: ReadonlySet<BackendService['protocol']> = new Set(['HTTP', 'HTTPS', 'HTTP2']);
/** What a managed identity brings along itself. */
const OF_IDENTITY = ['sni', 'subjectAltNames', 'authenticationConfig'] as const;
/** How long an internal passthrough load balancer keeps track of an idle connection: ten minutes to sixteen hours. */
const IDLE_SEC: readonly [number, number] = [600, 57_600];

function checkPolicies(service: BackendService): void {
  const { protocol, sessionAffinity, tlsSettings, loadBalancingScheme, serviceLbPolicy = '' } = service;
  if (OF_PACKETS.has(sessionAffinity) && OF_HTTP.has(protocol)) {
    const explanation = 'It cannot be used for HTTP(S) load balancing.';
    throw invalid('resource.sessionAffinity', sessionAffinity, explanation);
  }
  for (const field of isGiven(tlsSettings?.identity) ? OF_IDENTITY : []) {
    if (!isGiven(tlsSettings?.[field])) continue;
    throw invalid(`resource.tlsSettings.${field}`, tlsSettings?.[field], 'It cannot be set together with identity.');
  }
  if (loadBalancingScheme === 'INTERNAL') {
    const field = 'resource.connectionTrackingPolicy.idleTimeoutSec';
    checkNumber(service.connectionTrackingPolicy?.idleTimeoutSec, IDLE_SEC, field);
  }
  const place = /\/locations\/([^/]+)\//.exec(serviceLbPolicy)?.[1];
  const own = service.region === undefined ? 'global' : nameOf(service.region);
  if (place !== undefined && place !== own) {
    throw invalid('resource.serviceLbPolicy', serviceLbPolicy, `Its location must be that of the service, '${own}'.`);
  }
}

function checkAffinity(service: BackendService, before: BackendService | undefined): void {
  const { sessionAffinity, strongSessionAffinityCookie: cookie } = service;
  const isStrong = sessionAffinity === 'STRONG_COOKIE_AFFINITY';
  if (isStrong && cookie === undefined) throw required('resource.strongSessionAffinityCookie');
  if (isStrong || cookie === undefined || isSame(cookie, before?.strongSessionAffinityCookie)) return;
  const explanation = 'It can only be set with the session affinity STRONG_COOKIE_AFFINITY.';
  throw invalid('resource.strongSessionAffinityCookie', cookie, explanation);
}
