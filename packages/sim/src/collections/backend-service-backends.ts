import type { Json, JsonDraft, JsonObject } from '../engine/json.ts';
import { asArray, asObject, asString } from '../engine/json.ts';
import type { OperationError } from '../engine/operation.ts';
import { pathOf } from '../engine/self-link.ts';
import { invalid } from '../engine/refusal.ts';
import type { WriteContext } from './collection.ts';

/** Each backend with what the service fills in. */
export function completeBackends(service: JsonObject): readonly Json[] {
  const isPassthrough = service['loadBalancingScheme'] === 'INTERNAL';
  return asArray(service['backends']).map((item) => {
    const backend: JsonDraft = { ...asObject(item) };
    backend['balancingMode'] ??= isPassthrough ? 'CONNECTION' : 'UTILIZATION';
    if (!isPassthrough) backend['capacityScaler'] ??= 1;
    return backend;
  });
}

/** @throws Refusal for the first backend that the service would refuse */
export function checkBackends(service: JsonObject): void {
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
    checkMode(service, backend, field);
    checkCapacity(backend, field);
  }
  if (backends.length > 0 && backends.every((backend) => backend['capacityScaler'] === 0)) {
    throw invalid('resource.backends', service['backends'], 'None of the backends have a valid capacity.');
  }
}

function checkMode(service: JsonObject, backend: JsonObject, field: string): void {
  const mode = backend['balancingMode'];
  const isPassthrough = service['loadBalancingScheme'] === 'INTERNAL';
  if (isPassthrough && mode !== 'CONNECTION') {
    throw invalid(`${field}.balancingMode`, mode, 'Balancing mode must be CONNECTION for an INTERNAL backend service.');
  }
  const isEndpointGroup = asString(backend['group']).includes('/networkEndpointGroups/');
  const perMember = isEndpointGroup ? 'Endpoint' : 'Instance';
  if (mode === 'RATE') checkTarget(backend, field, 'Rate', perMember);
  else refuseTargets(backend, field, 'Rate', 'RATE');
  if (mode === 'CONNECTION' && !isPassthrough) checkTarget(backend, field, 'Connections', perMember);
  if (mode === 'RATE') refuseTargets(backend, field, 'Connections', 'CONNECTION');
}

function checkTarget(backend: JsonObject, field: string, what: 'Rate' | 'Connections', perMember: string): void {
  const whole = `max${what}`;
  const each = `max${what}Per${perMember}`;
  if (backend[whole] !== undefined && backend[each] !== undefined) {
    throw invalid(field, backend, `Both ${whole} or ${each} cannot be set.`);
  }
  if (backend[whole] !== undefined || backend[each] !== undefined) return;
  const mode = what === 'Rate' ? 'RATE' : 'CONNECTION';
  throw invalid(`${field}.balancingMode`, mode, `Either ${whole} or ${each} should be set with ${mode} mode.`);
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
  if (typeof maxUtilization === 'number' && !(maxUtilization >= 0 && maxUtilization <= 1)) {
    throw invalid(`${field}.maxUtilization`, maxUtilization, 'Must be between 0.0 and 1.0.');
  }
}

/**
 * All backend services that use one group must balance it in the same way; the service says so only while its operation
 * runs.
 */
export function findModeConflict(service: JsonObject, context: WriteContext): OperationError | undefined {
  const { transaction, path } = context;
  for (const backend of asArray(service['backends']).map(asObject)) {
    const group = pathOf(asString(backend['group']));
    if (group === undefined) continue;
    let other: string | undefined;
    transaction.state.scanUsers(group, (user) => {
      if (user === path || !user.includes('/backendServices/')) return true;
      const used = asArray(transaction.get(user)?.resource['backends']).map(asObject);
      const isOther = used.some(
        (b) => b['group'] === backend['group'] && b['balancingMode'] !== backend['balancingMode'],
      );
      if (isOther) other = user;
      return !isOther;
    });
    if (other === undefined) continue;
    const message =
      `Validation failed for instance group '${group}': backend services '${path}' and '${other}' point to the same ` +
      'instance group but the backends have incompatible balancing_mode. Values should be the same.';
    return { status: 400, code: 'INVALID_USAGE', message };
  }
  return undefined;
}
