import type { Json, JsonDraft, JsonObject } from '../../kernel/json.ts';
import { asArray, asObject, asString } from '../../kernel/json.ts';
import { invalid } from '../../kernel/refusal.ts';
import { nameOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { checkNumber } from '../number-range.ts';
import { regionOfZone } from '../geography.ts';

/** Whether packets pass through the load balancer: internal ones, and regional external ones below HTTP. */
export function isPassthrough(service: JsonObject): boolean {
  if (service['loadBalancingScheme'] === 'INTERNAL') return true;
  const isRegional = service['region'] !== undefined;
  return isRegional && service['loadBalancingScheme'] === 'EXTERNAL' && PASSTHROUGH.has(asString(service['protocol']));
}

const PASSTHROUGH: ReadonlySet<string> = new Set(['TCP', 'UDP', 'UNSPECIFIED']);

/** Each backend with what the service fills in. */
export function completeBackends(service: JsonObject): readonly Json[] {
  const passes = isPassthrough(service);
  return asArray(service['backends']).map((item) => {
    const backend: JsonDraft = { ...asObject(item) };
    backend['balancingMode'] ??= passes ? 'CONNECTION' : 'UTILIZATION';
    if (!passes) backend['capacityScaler'] ??= 1;
    return backend;
  });
}

/** @throws Refusal for the first backend that the service would refuse */
export function checkBackends(service: JsonObject, transaction: Transaction): void {
  const backends = asArray(service['backends']).map(asObject);
  const groups = new Set<Json | undefined>();
  for (const [index, backend] of backends.entries()) {
    const field = `resource.backends[${index}]`;
    if (asString(backend['group']) === '')
      throw invalid(`${field}.group`, '', 'An instance group or network endpoint group must be given.');
    if (groups.has(backend['group'])) {
      throw invalid(`${field}.group`, backend['group'], 'Duplicate instance groups in backend service.');
    }
    groups.add(backend['group']);
    checkGroup(service, backend, field, transaction);
    checkMode(service, backend, field);
    checkEndpointMode(backend, field, transaction);
    checkProtocol(service, backend, field);
    checkCapacity(backend, field);
  }
  if (backends.length > 0 && backends.every((backend) => backend['capacityScaler'] === 0)) {
    throw invalid('resource.backends', '', 'None of the backends have a valid capacity');
  }
  checkPrivateServiceConnect(service, backends, transaction);
  if (new Set(backends.map(isEndpointGroup)).size > 1) {
    const explanation = 'Instance groups and network endpoint groups cannot be used in one backend service.';
    throw invalid('resource.backends', '', explanation);
  }
}

function checkPrivateServiceConnect(
  service: JsonObject,
  backends: readonly JsonObject[],
  transaction: Transaction,
): void {
  const isRegional = service['region'] !== undefined;
  const index = backends.findIndex((backend) => endpointTypeOf(backend, transaction) === 'PRIVATE_SERVICE_CONNECT');
  if (!isRegional || index === -1 || backends.length === 1) return;
  const explanation =
    'Regional Backend services using Private Service Connect Network Endpoint Group as backends may only have 1 ' +
    'backend. Request contains multiple backends.';
  throw invalid(`resource.backends[${index}]`, backends[index], explanation);
}

const isEndpointGroup = (backend: JsonObject): boolean =>
  asString(backend['group']).includes('/networkEndpointGroups/');

function checkGroup(service: JsonObject, backend: JsonObject, field: string, transaction: Transaction): void {
  const path = pathOf(asString(backend['group'])) ?? '';
  const group = transaction.get(path)?.resource;
  if (group === undefined) return;
  const [, , kind, place = ''] = path.split('/');
  const region = kind === 'zones' ? regionOfZone(place) : place;
  if (service['region'] !== undefined && region !== nameOf(asString(service['region']))) {
    throw invalid(`${field}.group`, backend['group'], `It must be in region '${nameOf(asString(service['region']))}'.`);
  }
  if (service['loadBalancingScheme'] !== 'INTERNAL') return;
  if (!isEndpointGroup(backend) && group['network'] === undefined) {
    const explanation =
      'Instance group must have a network to be attached to a backend service. Add an instance to give the instance ' +
      'group a network.';
    throw invalid(`${field}.group`, backend['group'], explanation);
  }
  if (isEndpointGroup(backend) && !L4_ENDPOINTS.has(asString(group['networkEndpointType']))) {
    const explanation =
      'Only GCE_VM_IP or port mapping network endpoint groups can be used by an INTERNAL L4 backend service.';
    throw invalid(`${field}.group`, backend['group'], explanation);
  }
}

const L4_ENDPOINTS: ReadonlySet<string> = new Set(['GCE_VM_IP', 'GCE_VM_IP_PORTMAP']);

function checkMode(service: JsonObject, backend: JsonObject, field: string): void {
  const mode = backend['balancingMode'];
  if (service['loadBalancingScheme'] === 'INTERNAL' && mode !== 'CONNECTION') {
    throw invalid(`${field}.balancingMode`, mode, 'Balancing mode must be CONNECTION for an INTERNAL backend service.');
  }
  const perMember = isEndpointGroup(backend) ? 'Endpoint' : 'Instance';
  if (mode === 'RATE') checkTarget(backend, field, 'Rate', perMember);
  else refuseTargets(backend, field, 'Rate', 'RATE');
  if (mode === 'CONNECTION' && !isPassthrough(service)) checkTarget(backend, field, 'Connections', perMember);
  if (mode === 'RATE') refuseTargets(backend, field, 'Connections', 'CONNECTION');
}

/** Endpoint groups whose endpoints are Google's or a producer's own to balance, as messages name them. */
const BALANCED_ELSEWHERE: Readonly<Record<string, string>> = {
  PRIVATE_SERVICE_CONNECT: 'Private Service Connect',
  SERVERLESS: 'Serverless',
};
const WITHOUT_UTILIZATION: ReadonlySet<string> = new Set(['GCE_VM_IP_PORT', 'NON_GCP_PRIVATE_IP_PORT']);

/** The utilization of bare endpoints is not known; of those that are balanced elsewhere it is not asked. */
function checkEndpointMode(backend: JsonObject, field: string, transaction: Transaction): void {
  const mode = backend['balancingMode'];
  const type = endpointTypeOf(backend, transaction);
  const name = BALANCED_ELSEWHERE[type];
  if (name !== undefined && mode !== 'UTILIZATION') {
    const explanation = `Balancing mode is not supported for ${name} network endpoint groups.`;
    throw invalid(`${field}.balancingMode`, mode, explanation);
  }
  if (mode === 'UTILIZATION' && WITHOUT_UTILIZATION.has(type)) {
    const explanation = 'UTILIZATION balancing mode is not supported for network endpoint groups.';
    throw invalid(`${field}.balancingMode`, mode, explanation);
  }
}

const endpointTypeOf = (backend: JsonObject, transaction: Transaction): string =>
  asString(transaction.get(pathOf(asString(backend['group'])) ?? '')?.resource['networkEndpointType']);

const OF_REQUESTS: ReadonlySet<string> = new Set(['GRPC', 'H2C', 'HTTP', 'HTTP2', 'HTTPS']);

/** Requests are balanced by their rate, connections by their number. */
function checkProtocol(service: JsonObject, backend: JsonObject, field: string): void {
  const { protocol } = service;
  const mode = backend['balancingMode'];
  const isOfRequests = OF_REQUESTS.has(asString(protocol));
  if (isOfRequests ? mode !== 'CONNECTION' : mode !== 'RATE') return;
  const explanation = `${asString(mode)} balancing mode is not supported for protocol ${asString(protocol)}`;
  throw invalid(field, backend, explanation);
}

function checkTarget(backend: JsonObject, field: string, what: 'Rate' | 'Connections', perMember: string): void {
  const whole = `max${what}`;
  const each = `max${what}Per${perMember}`;
  if (backend[whole] !== undefined && backend[each] !== undefined) {
    throw invalid(field, backend, `Both ${whole} or ${each} cannot be set.`);
  }
  if (backend[whole] !== undefined || backend[each] !== undefined) return;
  // One text ends with a full stop and the other without (observed).
  const [mode, end] = what === 'Rate' ? ['RATE', ''] : ['CONNECTION', '.'];
  throw invalid(`${field}.balancingMode`, mode, `Either ${whole} or ${each} should be set with ${mode} mode${end}`);
}

function refuseTargets(backend: JsonObject, field: string, what: 'Rate' | 'Connections', mode: string): void {
  // UTILIZATION may be bounded by a rate or by connections as well.
  if (backend['balancingMode'] === 'UTILIZATION') return;
  for (const suffix of ['', 'PerInstance', 'PerEndpoint']) {
    const name = `max${what}${suffix}`;
    if (backend[name] !== undefined) {
      throw invalid(`${field}.${name}`, backend[name], `It can only be set with ${mode} or UTILIZATION mode.`);
    }
  }
}

function checkCapacity(backend: JsonObject, field: string): void {
  const { capacityScaler, maxUtilization } = backend;
  if (typeof capacityScaler === 'number' && capacityScaler !== 0 && !(capacityScaler >= 0.1 && capacityScaler <= 1)) {
    throw invalid(`${field}.capacityScaler`, capacityScaler, 'Must be 0 or between 0.1 and 1.0.');
  }
  checkNumber(maxUtilization, [0, 1], `${field}.maxUtilization`);
}
