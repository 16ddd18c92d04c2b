import { invalid } from '../../kernel/refusal.ts';
import { collectionOf, nameOf, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import { findLinked } from '../../wire/find.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;

/** @throws Refusal when a backend service has a health check that its backends cannot have, or lacks one that they need */
export function checkBackendHealthChecks(service: BackendService, transaction: Transaction): void {
  const healthChecks = service.healthChecks ?? [];
  if (healthChecks.length > 1) {
    throw invalid('resource.healthChecks', '', 'At most one health check can be specified.');
  }
  checkKind(service, healthChecks[0] ?? '');
  const healthCheck = findLinked(transaction, 'healthChecks', healthChecks[0])?.resource;
  if (service.localityLbPolicy === 'WEIGHTED_MAGLEV' && !OF_HTTP.has(healthCheck?.type)) {
    const explanation = 'WEIGHTED_MAGLEV needs an HTTP-based health check that is no legacy one.';
    throw invalid('resource.localityLbPolicy', service.localityLbPolicy, explanation);
  }
  const sources = healthCheck?.sourceRegions ?? [];
  if (sources.length > 0) {
    const explanation = 'A health check with source regions cannot be used with a backend service.';
    throw invalid('resource.healthChecks[0]', healthChecks[0], explanation);
  }
  const types = (service.backends ?? []).map((backend): string =>
    collectionOf(backend.group ?? '') === 'instanceGroups' ? 'INSTANCE_GROUP' : endpointTypeOf(backend, transaction),
  );
  if (healthChecks.length > 0) refuseHealthChecks(service, types);
  else if (service.haPolicy === undefined && types.some((type) => NEEDS_HEALTH_CHECK.has(type))) {
    throw invalid('resource.healthChecks', '', 'At least one health check needs to be specified.');
  }
  // The default passes, as clients send it (observed).
  if (types.includes('SERVERLESS') && service.timeoutSec !== 30) {
    const explanation = 'Timeout sec is not supported for a backend service with Serverless network endpoint groups.';
    throw invalid('resource.timeoutSec', service.timeoutSec, explanation);
  }
}

const OF_HTTP: ReadonlySet<Resource<'HealthCheck'>['type']> = new Set(['HTTP', 'HTTPS', 'HTTP2']);

/** A name that a client chose, for the service gives names of its own (a report). @throws Refusal */
export function refusePortName(
  portName: string | null | undefined,
  { backends = [] }: BackendService,
  transaction: Transaction,
): void {
  if ((portName ?? '') === '' || !backends.some((backend) => endpointTypeOf(backend, transaction) === 'SERVERLESS'))
    return;
  const explanation = 'Port name is not supported for a backend service with Serverless network endpoint groups.';
  throw invalid('resource.portName', portName, explanation);
}

const endpointTypeOf = ({ group }: Resource<'Backend'>, transaction: Transaction): string =>
  findLinked(transaction, 'networkEndpointGroups', group)?.resource.networkEndpointType ?? '';

const LEGACY: ReadonlySet<string> = new Set(['httpHealthChecks', 'httpsHealthChecks']);

/** Legacy checks are for the global external load balancers, and checks of a region for what is in it. */
function checkKind(service: BackendService, healthCheck: string): void {
  // Managed ones too: Terraform makes them by default, and the tests of its provider give them legacy checks.
  const isGlobalExternal = service.region === undefined && service.loadBalancingScheme?.startsWith('EXTERNAL') === true;
  if (!isGlobalExternal && LEGACY.has(collectionOf(healthCheck))) {
    throw invalid(
      'resource.healthChecks[0]',
      healthCheck,
      'Legacy health checks are not supported for this backend service.',
    );
  }
  const { scopeKind, location } = parseScope(pathOf(healthCheck) ?? '');
  if (scopeKind !== 'regions' || location === nameOf(service.region ?? '')) return;
  throw invalid(
    'resource.healthChecks[0]',
    healthCheck,
    'The health check must be global, or in the region of the backend service.',
  );
}

const NEEDS_HEALTH_CHECK: ReadonlySet<string> = new Set([
  'INSTANCE_GROUP',
  'GCE_VM_IP',
  'GCE_VM_IP_PORT',
  'NON_GCP_PRIVATE_IP_PORT',
]);

function refuseHealthChecks(service: BackendService, types: readonly string[]): void {
  if (types.includes('SERVERLESS')) {
    const explanation = 'A backend service cannot have a healthcheck with Serverless network endpoint group backends.';
    throw invalid('resource.healthChecks', '', explanation);
  }
  if (types.includes('PRIVATE_SERVICE_CONNECT')) {
    const explanation =
      'A backend service cannot have a healthcheck with Private Service Connect network endpoint group backends.';
    throw invalid('resource.healthChecks', '', explanation);
  }
  const isSelfManaged = service.loadBalancingScheme === 'INTERNAL_SELF_MANAGED';
  const isRegional = service.region !== undefined;
  if (isRegional || !types.some((type) => type.startsWith('INTERNET_'))) return;
  if (isSelfManaged && !types.includes('INTERNET_IP_PORT')) return;
  throw invalid(
    'resource.healthChecks',
    '',
    'Backend services with global network endpoint groups can have health checks only for INTERNAL_SELF_MANAGED ' +
      'load balancing scheme and INTERNET_FQDN_PORT endpoint type.',
  );
}
