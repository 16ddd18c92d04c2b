import { isConflict, isNotFound } from '../api-server/api-server-error.ts';
import type { ApiServer } from '../api-server/api-server.ts';
import { at, textAt } from '../objects/json-object.ts';
import type { JsonObject } from '../objects/json-object.ts';

/** Which Lease, of `coordination.k8s.io/v1`. */
export interface LeaseName {
  readonly namespace: string;
  readonly name: string;
}

/** What a Lease says. */
export interface LeaseRecord {
  /** Empty where nobody holds it. */
  readonly holder: string;
  readonly durationSeconds: number;
  /** When its holder got it, as it wrote that. */
  readonly acquired: string;
  readonly transitions: number;
}

/** A Lease as it was read. */
export interface ReadLease extends LeaseRecord {
  /** What is written in its place must name it. */
  readonly version: string;
}

/** Reads a Lease; `undefined` where there is none. */
export async function readLease(api: ApiServer, name: LeaseName, signal?: AbortSignal): Promise<ReadLease | undefined> {
  try {
    return leaseOf(await api.ask({ path: `${pathOf(name)}/${name.name}`, signal }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** How a Lease is written. */
export interface LeaseWrite {
  /** The one that was read, which this replaces; absent where there was none. */
  readonly version: string | undefined;
  /** Now, for those who look at the Lease; nobody reckons with it. */
  readonly time: Date;
  readonly signal: AbortSignal;
}

/** Writes a Lease. Resolves to what was written, or to `undefined` where somebody else has written meanwhile. */
export async function writeLease(
  api: ApiServer,
  name: LeaseName,
  { holder, durationSeconds, acquired, transitions }: LeaseRecord,
  { version, time, signal }: LeaseWrite,
): Promise<ReadLease | undefined> {
  const body = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...name, ...(version !== undefined && { resourceVersion: version }) },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: durationSeconds,
      acquireTime: acquired,
      renewTime: microTime(time),
      leaseTransitions: transitions,
    },
  };
  const request =
    version === undefined
      ? ({ method: 'POST', path: pathOf(name) } as const)
      : ({ method: 'PUT', path: `${pathOf(name)}/${name.name}` } as const);
  try {
    return leaseOf(await api.ask({ ...request, body, signal }));
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

/** A time as Leases have it: the API server takes six digits, and no others. */
export const microTime = (time: Date): string => time.toISOString().replace('Z', '000Z');

const pathOf = ({ namespace }: LeaseName): string => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;

function leaseOf(object: JsonObject): ReadLease {
  const numberOf = (field: string): number => Number(at(object, 'spec', field) ?? 0);
  return {
    holder: textAt(object, 'spec', 'holderIdentity') ?? '',
    durationSeconds: numberOf('leaseDurationSeconds'),
    acquired: textAt(object, 'spec', 'acquireTime') ?? '',
    transitions: numberOf('leaseTransitions'),
    version: textAt(object, 'metadata', 'resourceVersion') ?? '',
  };
}
