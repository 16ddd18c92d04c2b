import type { BackendService } from '@gcepool/api';
import type { Balancing } from './balancing-mode.ts';
import { backendServiceDrift } from './backend-service-drift.ts';
import { describeService } from './description.ts';
import { pathOf } from './link.ts';
import { namedPort } from './named-port.ts';
import type { BackendServiceEnsuring } from './step.ts';
import type { WantedBackendService } from './wanted.ts';

/** The step that gives a port its backend service, or none where it has it: one update carries all differences. */
export function planBackendService(
  wanted: WantedBackendService,
  existing: BackendService | undefined,
): BackendServiceEnsuring | undefined {
  const { name, nodePort, label, groups, healthCheck } = wanted;
  const step = {
    collection: 'backendServices',
    name,
    resource: `global/backendServices/${name}`,
    ports: [nodePort],
    needs: [healthCheck, ...groups].map(pathOf),
    wanted,
  } as const;
  if (existing === undefined) {
    const [after, ...alternatives] = choices(wanted, groups, (balancing) => newBackendService(wanted, balancing));
    return { ...step, verb: 'create', reason: `${label} has no backend service`, after, alternatives };
  }
  const drift = backendServiceDrift(wanted, existing);
  if (drift.reasons.length === 0) return undefined;
  const [after, ...alternatives] = choices(wanted, drift.missingGroups, (balancing) => ({
    ...existing,
    ...drift.changes,
    backends: [...(existing.backends ?? []), ...drift.missingGroups.map((group) => ({ group, ...balancing }))],
  }));
  return { ...step, verb: 'update', reason: drift.reasons.join('; '), before: existing, after, alternatives };
}

function newBackendService(wanted: WantedBackendService, balancing: Balancing | undefined): BackendService {
  const { name: portName, port } = namedPort(wanted.nodePort);
  return {
    name: wanted.name,
    protocol: wanted.protocol,
    port,
    portName,
    ...(wanted.service === undefined ? {} : { description: describeService(wanted.service) }),
    healthChecks: [wanted.healthCheck],
    backends: wanted.groups.map((group) => ({ group, ...balancing })),
  };
}

/** One body for each balancing that may be tried; a single one where no group is linked and there is nothing to balance. */
function choices(
  { balancing }: WantedBackendService,
  newGroups: readonly string[],
  body: (balancing: Balancing | undefined) => BackendService,
): [BackendService, ...BackendService[]] {
  const [first, ...rest] = balancing;
  return [body(first), ...(newGroups.length === 0 ? [] : rest.map((next) => body(next)))];
}
