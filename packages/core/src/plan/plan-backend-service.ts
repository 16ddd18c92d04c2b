import type { Backend, BackendService } from '@gcepool/api';
import { balancingFor, goTogether } from '../ports/balancing-mode.ts';
import type { Balancing, BalancingMode } from '../ports/balancing-mode.ts';
import { backendServiceDrift, desiredDescription } from './backend-service-drift.ts';
import { overlaid } from '../cloud/overlay.ts';
import { pathOf, pathsOf } from '../cloud/link.ts';
import { notingSettings, signedBy } from '../names/description.ts';
import { namedPort } from '../names/named-port.ts';
import { ownershipConflict, OwnershipConflictError } from '../names/ownership.ts';
import type { BackendServiceUpsert } from './step.ts';
import type { BackendServiceSpec } from './spec.ts';
import { notedSettings } from './unasked-settings.ts';

/**
 * The step that gives a port its backend service, or none where it has it: one update carries all differences.
 *
 * @throws OwnershipConflictError where what exists under its name is somebody else's.
 */
export function planBackendService(
  spec: BackendServiceSpec,
  existing: BackendService | undefined,
): BackendServiceUpsert | undefined {
  if (existing === undefined) {
    const [after, ...alternatives] = choices(spec, spec.groups, (backends) => newBackendService(spec, backends));
    return { ...stepOf(spec), verb: 'create', reason: `${spec.label} has no backend service`, after, alternatives };
  }
  const why = spec.owner && ownershipConflict(existing, spec.owner);
  if (why !== undefined) throw new OwnershipConflictError(resourceOf(spec), why);
  const drift = backendServiceDrift(spec, existing);
  if (drift.reasons.length === 0) return undefined;
  const stays = drift.keptBackends ?? existing.backends ?? [];
  const changesBackends = drift.keptBackends !== undefined || drift.missingGroups.length > 0;
  const changes = signedChanges(spec, drift.changes, existing);
  const [after, ...alternatives] = choices(spec, drift.missingGroups, (backends) => ({
    ...existing,
    ...overlaidFields(existing, changes),
    backends: [...stays, ...backends],
  }));
  return {
    ...stepOf(spec),
    verb: 'update',
    reason: drift.reasons.join('; '),
    before: existing,
    changed: [...Object.keys(changes), ...(changesBackends ? ['backends'] : [])],
    after,
    alternatives,
  };
}

/** A change carries the name of who makes it, and what was asked for; neither alone is a change. */
function signedChanges(
  spec: BackendServiceSpec,
  changes: Partial<BackendService>,
  existing: BackendService,
): Partial<BackendService> {
  const present = changes.description ?? existing.description ?? '';
  const description = signed(spec, present, existing);
  return description === present ? changes : { ...changes, description };
}

function signed(spec: BackendServiceSpec, description: string, existing?: BackendService): string {
  return signedBy(spec.owner?.writer, notingSettings(notedSettings(spec, existing), description));
}

/** Path of a backend service below the project. */
export function resourceOf({ region, name }: Pick<BackendServiceSpec, 'region' | 'name'>): string {
  return `${region === undefined ? 'global' : `regions/${region}`}/backendServices/${name}`;
}

function stepOf(
  spec: BackendServiceSpec,
): Pick<BackendServiceUpsert, 'collection' | 'name' | 'region' | 'resource' | 'ports' | 'needs' | 'spec'> {
  const { name, nodePort, region, healthCheck, groups } = spec;
  return {
    collection: 'backendServices',
    name,
    ...(region === undefined ? {} : { region }),
    resource: resourceOf(spec),
    ports: [nodePort],
    needs: [pathOf(healthCheck), ...pathsOf(groups)],
    spec,
  };
}

/** What a patch of the fields that a step changes has to carry. */
export function patchOf({ before, changed = [] }: BackendServiceUpsert, body: BackendService): BackendService {
  const fields = Object.entries(body).filter(([field]) => changed.includes(field));
  const { fingerprint } = before ?? {};
  return { ...Object.fromEntries(fields), ...(fingerprint === undefined ? {} : { fingerprint }) };
}

/** Settings are merged into the existing ones; the pool's own fields hold no objects. */
function overlaidFields(existing: BackendService, changes: Partial<BackendService>): Partial<BackendService> {
  const known: Readonly<Record<string, unknown>> = { ...existing };
  return Object.fromEntries(Object.entries(changes).map(([field, value]) => [field, overlaid(known[field], value)]));
}

function newBackendService(spec: BackendServiceSpec, backends: Backend[]): BackendService {
  const { name: portName, port } = namedPort(spec.nodePort);
  const description = desiredDescription(spec);
  // Output only on a new one: it is set by a call of its own.
  const { securityPolicy: _ownCall, ...settings } = spec.settings ?? {};
  return {
    ...settings,
    name: spec.name,
    protocol: spec.protocol,
    ...(spec.isPortless === true ? {} : { port, portName }),
    ...(description === undefined ? {} : { description: signed(spec, description) }),
    healthChecks: [spec.healthCheck],
    backends,
  };
}

/**
 * One body for each balancing that may be tried; a single one where no group is linked and there is nothing to balance. A
 * group that others use is given their mode in the first.
 */
function choices(
  { balancing, modes = {} }: BackendServiceSpec,
  newGroups: readonly string[],
  body: (backends: Backend[]) => BackendService,
): [BackendService, ...BackendService[]] {
  if (newGroups.length === 0) return [body([])];
  const all = (choice: Balancing | undefined): Backend[] => newGroups.map((group) => ({ group, ...choice }));
  const known = pathsOf(newGroups).map((path) => modes[path]);
  const [first, ...rest] = balancing;
  const fits = (mode: BalancingMode): boolean => first !== undefined && goTogether(mode, first.balancingMode);
  if (known.every((mode) => mode === undefined || fits(mode))) {
    return [body(all(first)), ...rest.map((next) => body(all(next)))];
  }
  const fitting = newGroups.map((group, index) => {
    const mode = known[index];
    return { group, ...(mode === undefined ? first : balancingFor(mode, balancing)) };
  });
  const isSame = (choice: Balancing): boolean =>
    fitting.every((backend) => backend.balancingMode === choice.balancingMode);
  return [body(fitting), ...balancing.filter((choice) => !isSame(choice)).map((choice) => body(all(choice)))];
}
