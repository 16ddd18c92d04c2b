import type { BackendServiceSettings, Protocol, ServicePort } from '@gcepool/core';
import { healthCheckFrom } from './backend-config-health-check.ts';
import { cdnFrom, iapFrom } from './backend-config-cdn.ts';
import type { ReadField } from './backend-config-cdn.ts';
import { FieldProblem, booleanIn, numberIn, objectIn, textIn, textsIn } from '../objects/checked-field.ts';
import type { JsonObject } from '../objects/json-object.ts';

/** What of a port can be set by hand. */
export type PortSettings = Pick<ServicePort, 'backendService' | 'healthCheck'>;

/** Settings, and what is to be said of those that the pool cannot make. */
export type ReadSettings = PortSettings & { readonly notes: readonly string[] };

const affinityTypes = ['NONE', 'CLIENT_IP', 'GENERATED_COOKIE'];

/** By field of `spec`, as the controllers of GKE read them; the health check is read by itself. */
const readers: Readonly<Record<string, (spec: JsonObject) => ReadField>> = {
  timeoutSec: (spec) => ({ backendService: { timeoutSec: numberIn(spec, 'timeoutSec') ?? 0 } }),
  connectionDraining: (spec) => {
    const drainingTimeoutSec = numberIn(objectIn(spec, 'connectionDraining'), 'drainingTimeoutSec') ?? 0;
    return { backendService: { connectionDraining: { drainingTimeoutSec } } };
  },
  sessionAffinity: (spec) => {
    const affinity = objectIn(spec, 'sessionAffinity');
    const type = textIn(affinity, 'affinityType', affinityTypes);
    const seconds = numberIn(affinity, 'affinityCookieTtlSec', [0, 86_400]);
    return {
      backendService: {
        ...(type !== undefined && { sessionAffinity: type }),
        ...(seconds !== undefined && { affinityCookieTtlSec: seconds }),
      },
    };
  },
  customRequestHeaders: (spec) => ({
    backendService: { customRequestHeaders: textsIn(objectIn(spec, 'customRequestHeaders'), 'headers') },
  }),
  customResponseHeaders: (spec) => ({
    backendService: { customResponseHeaders: textsIn(objectIn(spec, 'customResponseHeaders'), 'headers') },
  }),
  logging: (spec) => {
    const logging = objectIn(spec, 'logging');
    const enable = booleanIn(logging, 'enable') ?? false;
    const sampleRate = numberIn(logging, 'sampleRate', [0, 1]);
    // Without a rate that of before stays, and GCE gives a new backend service 1.
    return { backendService: { logConfig: { enable, ...(enable && sampleRate !== undefined && { sampleRate }) } } };
  },
  securityPolicy: (spec) => {
    const name = textIn(objectIn(spec, 'securityPolicy'), 'name') ?? '';
    return { backendService: { securityPolicy: name === '' ? '' : `global/securityPolicies/${name}` } };
  },
  cdn: cdnFrom,
  iap: iapFrom,
  healthCheck: () => ({}),
};

/** What a BackendConfig comes to for a port; or what of it cannot be used. */
export function settingsFrom(config: JsonObject, protocol: Protocol): ReadSettings | { readonly problem: string } {
  try {
    const spec = objectIn(config, 'spec');
    const fields = Object.keys(spec).map((field) =>
      Object.hasOwn(readers, field) ? (readers[field]?.(spec) ?? {}) : unknownField(field),
    );
    const backendService: BackendServiceSettings = Object.assign({}, ...fields.map((field) => field.backendService));
    if (backendService.iap?.enabled === true && backendService.enableCDN === true) {
      return { problem: 'iap and cdn cannot both be enabled' };
    }
    const check =
      spec['healthCheck'] === undefined ? undefined : healthCheckFrom(objectIn(spec, 'healthCheck'), protocol);
    return {
      ...(Object.keys(backendService).length > 0 && { backendService }),
      ...(check && { healthCheck: check.healthCheck }),
      notes: [...fields.flatMap(({ notes = [] }) => notes), ...(check?.notes ?? [])],
    };
  } catch (error) {
    if (error instanceof FieldProblem) return { problem: error.message };
    throw error;
  }
}

const unknownField = (field: string): ReadField => ({ notes: [`has spec.${field}, which the pool does not know`] });
