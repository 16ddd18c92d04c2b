import { invalid } from '../../kernel/refusal.ts';
import { collectionOf, nameOf } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked } from '../../wire/find.ts';
import { checkInRegion } from '../region-of.ts';
import { checkFraction, fractionText } from '../number-range.ts';
import type { Resource } from '../../wire/wire.ts';

type BackendService = Resource<'BackendService'>;
type Backend = Resource<'Backend'>;
type EndpointType = Resource<'NetworkEndpointGroup'>['networkEndpointType'];

/** Whether packets pass through the load balancer: internal ones, and regional external ones below HTTP. */
export function isPassthrough(service: BackendService): boolean {
  if (service.loadBalancingScheme === 'INTERNAL') return true;
  const isRegional = service.region !== undefined;
  return isRegional && service.loadBalancingScheme === 'EXTERNAL' && PASSTHROUGH.has(service.protocol);
}

const PASSTHROUGH: ReadonlySet<BackendService['protocol']> = new Set(['TCP', 'UDP', 'UNSPECIFIED']);

/** Each backend with what the service fills in. */
export function completeBackends(service: BackendService): readonly Backend[] {
  const passes = isPassthrough(service);
  return (service.backends ?? []).map((backend) => ({
    ...backend,
    balancingMode: backend.balancingMode ?? (passes ? 'CONNECTION' : 'UTILIZATION'),
    ...(passes ? {} : { capacityScaler: backend.capacityScaler ?? 1 }),
  }));
}

/** @throws Refusal for the first backend that the service would refuse */
export function checkBackends(service: BackendService, transaction: Transaction): void {
  const backends = service.backends ?? [];
  const groups = new Set<string>();
  for (const [index, backend] of backends.entries()) {
    const field = `resource.backends[${index}]`;
    if (backend.group === undefined || backend.group === '')
      throw invalid(`${field}.group`, '', 'An instance group or network endpoint group must be given.');
    if (groups.has(backend.group)) {
      throw invalid(`${field}.group`, backend.group, 'Duplicate instance groups in backend service.');
    }
    groups.add(backend.group);
    checkGroup(service, backend, field, transaction);
    checkMode(service, backend, field);
    checkEndpointMode(backend, field, transaction);
    checkProtocol(service, backend, field);
    checkCapacity(backend, field);
  }
  if (backends.length > 0 && backends.every(isWithoutCapacity)) {
    throw invalid('resource.backends', '', 'None of the backends have a valid capacity');
  }
  checkPrivateServiceConnect(service, backends, transaction);
  if (new Set(backends.map(isEndpointGroup)).size > 1) {
    const explanation = 'Instance groups and network endpoint groups cannot be used in one backend service.';
    throw invalid('resource.backends', '', explanation);
  }
}

/**
 * A target of nothing is no capacity (a report on a rate of 0). Capacity by custom metrics is theirs to say (a test of
 * Terraform's provider).
 */
function isWithoutCapacity(backend: Backend): boolean {
  const { balancingMode, capacityScaler } = backend;
  if (balancingMode === 'CUSTOM_METRICS') return false;
  if (capacityScaler === 0) return true;
  const [whole, ...each] =
    balancingMode === 'RATE'
      ? [backend.maxRate, backend.maxRatePerInstance, backend.maxRatePerEndpoint]
      : [backend.maxConnections, backend.maxConnectionsPerInstance, backend.maxConnectionsPerEndpoint];
  return balancingMode !== 'UTILIZATION' && [whole, ...each].includes(0);
}

function checkPrivateServiceConnect(
  service: BackendService,
  backends: readonly Backend[],
  transaction: Transaction,
): void {
  const isRegional = service.region !== undefined;
  const index = backends.findIndex((backend) => endpointTypeOf(backend, transaction) === 'PRIVATE_SERVICE_CONNECT');
  if (!isRegional || index === -1 || backends.length === 1) return;
  const explanation =
    'Regional Backend services using Private Service Connect Network Endpoint Group as backends may only have 1 ' +
    'backend. Request contains multiple backends.';
  throw invalid(`resource.backends[${index}]`, backends[index], explanation);
}

const isEndpointGroup = ({ group = '' }: Backend): boolean => collectionOf(group) === 'networkEndpointGroups';

function checkGroup(service: BackendService, backend: Backend, field: string, transaction: Transaction): void {
  const path = pathOf(backend.group ?? '');
  if (path === undefined || transaction.get(path) === undefined) return;
  if (service.region !== undefined) checkInRegion(backend.group ?? '', `${field}.group`, nameOf(service.region));
  if (service.loadBalancingScheme !== 'INTERNAL') return;
  const instanceGroup = find(transaction, 'instanceGroups', path)?.resource;
  if (instanceGroup !== undefined && instanceGroup.network === undefined) {
    const explanation =
      'Instance group must have a network to be attached to a backend service. Add an instance to give the instance ' +
      'group a network.';
    throw invalid(`${field}.group`, backend.group, explanation);
  }
  const endpointGroup = find(transaction, 'networkEndpointGroups', path)?.resource;
  if (endpointGroup !== undefined && !L4_ENDPOINTS.has(endpointGroup.networkEndpointType)) {
    const explanation =
      'Only GCE_VM_IP or port mapping network endpoint groups can be used by an INTERNAL L4 backend service.';
    throw invalid(`${field}.group`, backend.group, explanation);
  }
}

const L4_ENDPOINTS: ReadonlySet<EndpointType> = new Set(['GCE_VM_IP', 'GCE_VM_IP_PORTMAP']);

function checkMode(service: BackendService, backend: Backend, field: string): void {
  const mode = backend.balancingMode;
  if (service.loadBalancingScheme === 'INTERNAL' && mode !== 'CONNECTION') {
    throw invalid(`${field}.balancingMode`, mode, 'Balancing mode must be CONNECTION for an INTERNAL backend service.');
  }
  const perMember = isEndpointGroup(backend) ? 'Endpoint' : 'Instance';
  if (mode === 'RATE') checkTarget(backend, field, 'Rate', perMember);
  else refuseTargets(backend, field, 'Rate', 'RATE');
  if (mode === 'CONNECTION' && !isPassthrough(service)) checkTarget(backend, field, 'Connections', perMember);
  if (mode === 'RATE') refuseTargets(backend, field, 'Connections', 'CONNECTION');
}

/** Endpoint groups whose endpoints are Google's or a producer's own to balance, as messages name them. */
const BALANCED_ELSEWHERE: { readonly [Type in NonNullable<EndpointType>]?: string } = {
  PRIVATE_SERVICE_CONNECT: 'Private Service Connect',
  SERVERLESS: 'Serverless',
};
const WITHOUT_UTILIZATION: ReadonlySet<EndpointType> = new Set(['GCE_VM_IP_PORT', 'NON_GCP_PRIVATE_IP_PORT']);

/** The utilization of bare endpoints is not known; of those that are balanced elsewhere it is not asked. */
function checkEndpointMode(backend: Backend, field: string, transaction: Transaction): void {
  const mode = backend.balancingMode;
  const type = endpointTypeOf(backend, transaction);
  const name = type === undefined ? undefined : BALANCED_ELSEWHERE[type];
  if (name !== undefined && mode !== 'UTILIZATION') {
    const explanation = `Balancing mode is not supported for ${name} network endpoint groups.`;
    throw invalid(`${field}.balancingMode`, mode, explanation);
  }
  if (name !== undefined && backend.maxUtilization !== undefined) {
    const explanation = `Max utilization is not supported for ${name} network endpoint groups.`;
    throw invalid(`${field}.maxUtilization`, fractionText(backend.maxUtilization), explanation);
  }
  if (mode === 'UTILIZATION' && WITHOUT_UTILIZATION.has(type)) {
    const explanation = 'UTILIZATION balancing mode is not supported for network endpoint groups.';
    throw invalid(`${field}.balancingMode`, mode, explanation);
  }
}

const endpointTypeOf = (backend: Backend, transaction: Transaction): EndpointType =>
  findLinked(transaction, 'networkEndpointGroups', backend.group)?.resource.networkEndpointType;

const OF_REQUESTS: ReadonlySet<BackendService['protocol']> = new Set(['GRPC', 'H2C', 'HTTP', 'HTTP2', 'HTTPS']);

/** Requests are balanced by their rate, connections by their number. */
function checkProtocol(service: BackendService, backend: Backend, field: string): void {
  const { protocol } = service;
  const mode = backend.balancingMode;
  const isOfRequests = OF_REQUESTS.has(protocol);
  if (isOfRequests ? mode !== 'CONNECTION' : mode !== 'RATE') return;
  const explanation = `${mode} balancing mode is not supported for protocol ${protocol}`;
  throw invalid(field, backend, explanation);
}

function checkTarget(
  backend: Backend,
  field: string,
  what: 'Rate' | 'Connections',
  perMember: 'Endpoint' | 'Instance',
): void {
  const whole = `max${what}` as const;
  const each = `max${what}Per${perMember}` as const;
  if (backend[whole] !== undefined && backend[each] !== undefined) {
    throw invalid(field, backend, `Both ${whole} or ${each} cannot be set.`);
  }
  if (backend[whole] !== undefined || backend[each] !== undefined) return;
  // One text ends with a full stop and the other without (observed).
  const [mode, end] = what === 'Rate' ? ['RATE', ''] : ['CONNECTION', '.'];
  throw invalid(`${field}.balancingMode`, mode, `Either ${whole} or ${each} should be set with ${mode} mode${end}`);
}

function refuseTargets(backend: Backend, field: string, what: 'Rate' | 'Connections', mode: string): void {
  // UTILIZATION may be bounded by a rate or by connections as well.
  if (backend.balancingMode === 'UTILIZATION') return;
  for (const suffix of ['', 'PerInstance', 'PerEndpoint'] as const) {
    const name = `max${what}${suffix}` as const;
    if (backend[name] !== undefined) {
      throw invalid(`${field}.${name}`, backend[name], `It can only be set with ${mode} or UTILIZATION mode.`);
    }
  }
}

function checkCapacity(backend: Backend, field: string): void {
  const { capacityScaler, maxUtilization } = backend;
  if (typeof capacityScaler === 'number' && capacityScaler !== 0 && !(capacityScaler >= 0.1 && capacityScaler <= 1)) {
    throw invalid(`${field}.capacityScaler`, capacityScaler, 'Must be 0 or between 0.1 and 1.0.');
  }
  checkFraction(maxUtilization, [0, 1], `${field}.maxUtilization`);
}
