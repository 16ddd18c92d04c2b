import type { HealthCheck } from '@gcepool/api';
import { overlaid, uncovered } from '../cloud/overlay.ts';
import { describeOwned, isMachineWritten, signedBy } from '../names/description.ts';
import { enumeration } from '../names/enumeration.ts';
import { CHECK_NOTES } from '../health/new-health-check.ts';
import { ownershipConflict, OwnershipConflictError } from '../names/ownership.ts';
import { isHealthCheckType, isHttpFamily, SETTINGS_OF, settingsOf } from '../ports/protocol.ts';
import type { HealthCheckUpsert } from './step.ts';
import type { HealthCheckSpec } from './spec.ts';

/**
 * The step that gives a port its health check, or none where it has it.
 *
 * @throws OwnershipConflictError where what exists under its name is somebody else's.
 */
export function planHealthCheck(
  spec: HealthCheckSpec,
  existing: HealthCheck | undefined,
): HealthCheckUpsert | undefined {
  const { label, check, owner, service } = spec;
  if (existing === undefined) {
    const mark =
      owner === undefined
        ? {}
        : { description: signedBy(owner.writer, describeOwned(owner.cluster, service, check.description)) };
    return { ...stepOf(spec), verb: 'create', reason: `${label} has no health check`, after: { ...check, ...mark } };
  }
  const why = owner && ownershipConflict(existing, owner);
  if (why !== undefined) throw new OwnershipConflictError(stepOf(spec).resource, why);
  const { description: _computed, name: _name, ...computed } = check;
  // The settings of another type are no settings of this one.
  const isRetyped = existing.type !== check.type;
  const asked = isRetyped ? {} : spec.policy === 'enforce' ? computed : (spec.settings ?? {});
  const differing = uncovered(existing, asked);
  const description = desiredDescription(spec, existing.description);
  if (differing.length === 0 && description === undefined && !isRetyped) return undefined;
  const signed = signedBy(owner?.writer, description ?? existing.description ?? '');
  const isDescribed = signed !== (existing.description ?? '');
  const changed = [...differing, ...(isDescribed ? ['description'] : [])];
  const typed = isRetyped ? withType(existing, spec) : { ...existing, ...pick(overlaid(existing, asked), differing) };
  return {
    ...stepOf(spec),
    verb: 'update',
    reason: [
      ...(isRetyped ? [`${label} speaks ${spec.protocol}, its health check ${existing.type ?? 'nothing known'}`] : []),
      ...(differing.length === 0 ? [] : [`it differs in ${enumeration(differing)}`]),
      ...(description === undefined ? [] : [`its description does not say ${label}`]),
    ].join('; '),
    before: existing,
    // A change of type replaces the whole.
    ...(isRetyped ? {} : { changed }),
    after: { ...typed, ...(isDescribed ? { description: signed } : {}) },
  };
}

/** What every step on a health check has. */
export function stepOf(
  spec: HealthCheckSpec,
): Pick<HealthCheckUpsert, 'collection' | 'name' | 'region' | 'resource' | 'ports' | 'needs' | 'spec'> {
  const { nodePort, check, region } = spec;
  const name = check.name ?? '';
  return {
    collection: 'healthChecks',
    name,
    ...(region === undefined ? {} : { region }),
    resource: `${region === undefined ? 'global' : `regions/${region}`}/healthChecks/${name}`,
    ports: [nodePort],
    needs: [],
    spec,
  };
}

/** Settings of an existing check that are not what the pool would choose, and are kept. */
export function keptSettings({ check, settings = {}, policy }: HealthCheckSpec, existing: HealthCheck): string[] {
  if (policy === 'enforce' || existing.type !== check.type) return [];
  const { description: _text, name: _name, ...computed } = check;
  return uncovered(existing, computed).filter((field) => !Object.hasOwn(settings, field));
}

/** The description with the mark; `undefined` where it is there, or where a person wrote something else. */
function desiredDescription({ owner, service }: HealthCheckSpec, present = ''): string | undefined {
  if (owner === undefined || !(isMachineWritten(present) || CHECK_NOTES.includes(present))) return undefined;
  const description = describeOwned(owner.cluster, service, present);
  return description === present ? undefined : description;
}

/** Everything else stays as it is, path and host included: somebody may have set it by hand. */
function withType(existing: HealthCheck, { check, settings }: HealthCheckSpec): HealthCheck {
  const type = isHealthCheckType(check.type) ? check.type : 'HTTP';
  const field = SETTINGS_OF[type];
  const {
    httpHealthCheck: _http,
    httpsHealthCheck: _https,
    http2HealthCheck: _http2,
    tcpHealthCheck: _tcp,
    sslHealthCheck: _ssl,
    grpcHealthCheck: _grpc,
    grpcTlsHealthCheck: _grpcTls,
    ...common
  } = existing;
  const retyped = {
    ...common,
    type,
    [field]: { ...check[field], ...(isHttpFamily(type) ? settingsOf(existing) : {}) },
  };
  // What it lays over is a health check, and so is what comes of it.
  return overlaid(retyped, settings ?? {}) as HealthCheck;
}

function pick(value: unknown, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(Object(value)).filter(([field]) => fields.includes(field)));
}
