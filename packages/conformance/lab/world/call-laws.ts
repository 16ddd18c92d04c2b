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

/** What a cluster wants at present. */
export interface Wanted {
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
export function breachOf(call: string, body: unknown, wanted: Wanted): Breach | undefined {
  if (!isMutation(call)) return undefined;
  const mutation = read(call, body);
  const { collection, scope, name, method, verb } = mutation;
  const isGroup = collection === 'instanceGroups';
  const nodePort = wanted.namer.ownBackendPort(name);
  const isOwn = isGroup ? name === wanted.namer.instanceGroup() : nodePort !== undefined;
  if (!isOwn) return { law: 'ownership', message: `${call} is about nothing of cluster ${wanted.namer.clusterName}` };
  if (method === 'DELETE' && (isGroup ? isZoneWanted(scope, wanted) : wanted.nodePorts.has(nodePort ?? 0))) {
    return { law: 'wanted-stays', message: `${call} deletes what is wanted` };
  }
  if (!mutation.hasRequestId) return { law: 'guarded-writes', message: `${call} has no request id` };
  const isGuarded = typeof (body as { fingerprint?: unknown } | undefined)?.fingerprint === 'string';
  const needsGuard = (collection === 'backendServices' && /^PUT|PATCH$/.test(method)) || verb === 'setNamedPorts';
  return needsGuard && !isGuarded ? { law: 'guarded-writes', message: `${call} has no fingerprint` } : undefined;
}

function isZoneWanted(scope: string, { nodePorts, zones }: Wanted): boolean {
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
