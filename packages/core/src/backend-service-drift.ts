import type { BackendService } from '@gcepool/api';
import { describeService } from './description.ts';
import { enumeration } from './enumeration.ts';
import { pathOf, sameResource } from './link.ts';
import { namedPort } from './named-port.ts';
import type { WantedBackendService } from './wanted.ts';

/** How a backend service differs from what is wanted. */
export interface BackendServiceDrift {
  /** Fields to be set, groups aside. */
  readonly changes: Partial<BackendService>;
  /** URLs of groups it does not reach yet. */
  readonly missingGroups: readonly string[];
  /** One phrase for each difference; empty where there is none. */
  readonly reasons: readonly string[];
}

/** Compares all of what is wanted with all of what there is. Groups and settings of others do not count as differences. */
export function backendServiceDrift(wanted: WantedBackendService, existing: BackendService): BackendServiceDrift {
  const fields = FIELDS.map((field) => field(wanted, existing)).filter((found) => found !== undefined);
  const linked = (existing.backends ?? []).map(({ group = '' }) => group);
  const missingGroups = wanted.groups.filter((group) => !linked.some((other) => sameResource(group, other)));
  const reach =
    missingGroups.length === 0
      ? []
      : [`${wanted.label} does not reach ${enumeration(missingGroups.map((group) => pathOf(group)))}`];
  return {
    changes: Object.assign({}, ...fields.map(({ changes }) => changes)),
    missingGroups,
    reasons: [...fields.map(({ reason }) => reason), ...reach],
  };
}

type Field = (
  wanted: WantedBackendService,
  existing: BackendService,
) => { readonly changes: Partial<BackendService>; readonly reason: string } | undefined;

const FIELDS: readonly Field[] = [
  ({ protocol, label }, existing) =>
    existing.protocol === protocol
      ? undefined
      : { changes: { protocol }, reason: `${label} speaks ${protocol}, its backend service ${existing.protocol}` },

  ({ nodePort }, existing) => {
    const { name: portName, port } = namedPort(nodePort);
    // The number is written along but not compared: requests follow the name.
    return existing.portName === portName
      ? undefined
      : { changes: { port, portName }, reason: `portName is ${existing.portName ?? 'absent'} instead of ${portName}` };
  },

  ({ healthCheck }, { healthChecks = [] }) => {
    const [only, ...others] = healthChecks;
    return only !== undefined && others.length === 0 && sameResource(only, healthCheck)
      ? undefined
      : {
          changes: { healthChecks: [healthCheck] },
          reason: `its health check is ${enumeration(healthChecks.map(pathOf)) || 'absent'} instead of ${pathOf(healthCheck)}`,
        };
  },

  ({ service, label }, existing) => {
    if (service === undefined) return undefined;
    const description = describeService(service, existing.description);
    return description === existing.description
      ? undefined
      : { changes: { description }, reason: `its description does not say ${label}` };
  },
];
