import type { Namer } from '@gcepool/core';
import type { PoolLaw } from './pool-laws.ts';

/** A request that changes something, taken apart. */
interface Mutation {
  readonly method: string;
  readonly collection: string;
  readonly scope: string;
  readonly name: string;
  /** Such as `setNamedPorts`. */
  readonly verb: string | undefined;
  readonly hasRequestId: boolean;
}

/** What is desired of a cluster at present. */
export interface DesiredResources {
  readonly namer: Namer;
  readonly nodePorts: ReadonlySet<number>;
  readonly zones: readonly string[];
}

/** A law that a request of a pool breaks, and how. */
export interface Breach {
  readonly law: PoolLaw;
  readonly message: string;
}

const READS: ReadonlySet<string | undefined> = new Set(['getHealth', 'listInstances']);

/** Whether a request changes something: `POST global/backendServices?requestId=…`. */
export function isMutation(call: string): boolean {
  const [method, path = ''] = call.split(' ');
  return method !== 'GET' && !READS.has(path.split('?')[0]?.split('/').at(-1));
}

/** What a request of a pool does that it must never do, whatever goes wrong around it. */
export function breachOf(call: string, body: unknown, desired: DesiredResources): Breach | undefined {
  if (!isMutation(call)) return undefined;
  const mutation = read(call, body);
  const { collection, scope, name, method, verb } = mutation;
  const isGroup = collection === 'instanceGroups';
  const nodePort = desired.namer.ownBackendPort(name);
  const isOwn = isGroup ? name === desired.namer.instanceGroup() : nodePort !== undefined;
  if (!isOwn) return { law: 'ownership', message: `${call} is about nothing of cluster ${desired.namer.clusterName}` };
  if (method === 'DELETE' && (isGroup ? isZoneDesired(scope, desired) : desired.nodePorts.has(nodePort ?? 0))) {
    return { law: 'desired-stays', message: `${call} deletes what is desired` };
  }
  if (!mutation.hasRequestId) return { law: 'guarded-writes', message: `${call} has no request id` };
  const isGuarded = typeof (body as { fingerprint?: unknown } | undefined)?.fingerprint === 'string';
  const needsGuard = (collection === 'backendServices' && /^PUT|PATCH$/.test(method)) || verb === 'setNamedPorts';
  return needsGuard && !isGuarded ? { law: 'guarded-writes', message: `${call} has no fingerprint` } : undefined;
}

function isZoneDesired(scope: string, { nodePorts, zones }: DesiredResources): boolean {
  return nodePorts.size > 0 && zones.includes(scope.replace('zones/', ''));
}

function read(call: string, body: unknown): Mutation {
  const [method = '', url = ''] = call.split(' ');
  const [path = '', query = ''] = url.split('?');
  const [, scope = '', collection = '', named, verb] =
    /^(global|[^/]+\/[^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
  // An insert names what it makes in its body.
  const name = named ?? (body as { name?: string } | undefined)?.name ?? '';
  return { method, scope, collection, name, verb, hasRequestId: query.includes('requestId=') };
}
