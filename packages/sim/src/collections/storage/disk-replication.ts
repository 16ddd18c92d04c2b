import type { JsonObject } from '../../kernel/json.ts';
import { followOperation } from '../../kernel/follow-operation.ts';
import { invalid, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { parseScope } from '../../kernel/resource-path.ts';
import { timestamp } from '../../kernel/timestamp.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Entry } from '../../kernel/entry.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, findLinked, scanUsersIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import { regionOf } from '../region-of.ts';
import type { Verb } from '../verb.ts';

type Disk = Resource<'Disk'>;
type DiskVerb<Body extends JsonObject = JsonObject> = Verb<Body, Disk>;

/** The disk that a new one replicates, with what it says of it. @throws Refusal for one that it cannot replicate */
export function completeAsyncPrimary(draft: Draft<Disk>, path: string, transaction: Transaction): void {
  const { disk: link } = draft.asyncPrimaryDisk ?? {};
  if (link === undefined) return;
  const field = 'resource.asyncPrimaryDisk.disk';
  const primary = findLinked(transaction, 'disks', link)?.resource;
  if (primary === undefined) throw invalid(field, link, 'The referenced disk resource cannot be found.');
  if (regionOf(pathOf(link) ?? '') === regionOf(path)) {
    throw invalid(field, link, 'The primary disk must be in another region than the secondary disk.');
  }
  draft.asyncPrimaryDisk = { ...draft.asyncPrimaryDisk, disk: link, diskId: primary.id };
  // A secondary disk is as large as its primary, and says so; that another size is refused is of Google's guide to replication.
  draft.sizeGb ??= primary.sizeGb;
  if (draft.sizeGb !== primary.sizeGb) {
    const explanation = `The secondary disk must be as large as its primary disk: ${primary.sizeGb ?? ''} GB.`;
    throw invalid('resource.sizeGb', draft.sizeGb, explanation);
  }
  draft.resourceStatus = { asyncPrimaryDisk: { state: 'CREATED' } };
}

/** Whether a disk receives what another one holds. */
export const isReplica = (disk: Disk): boolean => disk.resourceStatus?.asyncPrimaryDisk?.state === 'ACTIVE';

/** Whether another disk receives what a disk holds. One that did so before is told of still, as stopped. */
const isReplicated = (disk: Disk): boolean =>
  Object.values(disk.resourceStatus?.asyncSecondaryDisks ?? {}).some(({ state }) => state === 'ACTIVE');

/** The disks that a disk was or is replicated to, by what it calls them: their paths (code of Terraform's provider). */
const secondariesOf = (disk: Disk): readonly string[] => Object.keys(disk.asyncSecondaryDisks ?? {});

/** @throws Refusal while a disk takes part in a replication, which is documented of its deletion; the words are assumed */
export function checkUnreplicated(path: string, disk: Disk): void {
  if (!isReplica(disk) && !isReplicated(disk)) return;
  throw invalid('disk', path, 'The disk takes part in an asynchronous replication, which must be stopped first.');
}

const startAsyncReplication: DiskVerb<Resource<'DisksStartAsyncReplicationRequest'>> = (call, transaction) => {
  const primary = calledResource<Disk>(call, transaction);
  const field = 'resource.asyncSecondaryDisk';
  const reference = call.body.asyncSecondaryDisk ?? '';
  if (reference === '') throw required(field);
  const path = referencedPath(reference, call.project);
  // What is still being done to the other disk, such as joining a group, is waited for (a test of Google's).
  if (path !== undefined) followOperation(path, transaction);
  const secondary = find(transaction, 'disks', path);
  if (path === undefined || secondary === undefined) {
    throw invalid(field, reference, 'The referenced disk resource cannot be found.');
  }
  if (pathOf(secondary.resource.asyncPrimaryDisk?.disk ?? '') !== call.path) {
    throw invalid(field, reference, `The disk was not made as a secondary disk of '${call.path}'.`);
  }
  if (isReplicated(primary.resource))
    throw invalid('disk', call.path, 'The disk is replicated to another one already.');
  // "After replication stops, you can't resume replication to the same disk" (Google's guide to replication); the words are assumed.
  if (secondary.resource.resourceStatus?.asyncPrimaryDisk?.state === 'STOPPED') {
    throw invalid(
      field,
      reference,
      'Replication to this disk was stopped. Make a new secondary disk to replicate again.',
    );
  }
  transaction.put(path, withState(secondary, 'ACTIVE'));
  const asyncReplicationDisk = { disk: linkOf(path), diskId: secondary.resource.id };
  const { resource } = primary;
  return {
    write: {
      ...primary,
      resource: {
        ...resource,
        asyncSecondaryDisks: { [path]: { asyncReplicationDisk } },
        resourceStatus: { ...resource.resourceStatus, asyncSecondaryDisks: { [path]: { state: 'ACTIVE' } } },
      },
    },
  };
};

const withState = (secondary: Entry<Disk>, state: 'ACTIVE' | 'STOPPED'): Entry<Disk> => ({
  ...secondary,
  resource: { ...secondary.resource, resourceStatus: { asyncPrimaryDisk: { state } } },
});

/** Can be called on either of the two disks (documented). */
const stopAsyncReplication: DiskVerb = (call, transaction) => {
  const { resource } = calledResource<Disk>(call, transaction);
  const primary = isReplica(resource) ? (pathOf(resource.asyncPrimaryDisk?.disk ?? '') ?? '') : call.path;
  stop(primary, transaction);
  return { write: calledResource<Disk>(call, transaction) };
};

/** Ends the replication of a disk, if there is one. */
function stop(path: string, transaction: Transaction): void {
  const primary = find(transaction, 'disks', path);
  if (primary === undefined) return;
  const { resource } = primary;
  const secondaries = secondariesOf(resource);
  for (const other of secondaries) {
    followOperation(other, transaction);
    const secondary = find(transaction, 'disks', other);
    if (secondary !== undefined) transaction.put(other, withState(secondary, 'STOPPED'));
  }
  const asyncSecondaryDisks = Object.fromEntries(secondaries.map((other) => [other, { state: 'STOPPED' } as const]));
  const resourceStatus = { ...resource.resourceStatus, asyncSecondaryDisks };
  transaction.put(path, { ...primary, resource: { ...resource, resourceStatus } });
}

/** Stops the replication of all disks of a consistency group in the scope. */
const stopGroupAsyncReplication: DiskVerb<Resource<'DisksStopGroupAsyncReplicationResource'>> = (call, transaction) => {
  const policy = policyPath(call.body.resourcePolicy, 'resource.resourcePolicy', call.project, transaction);
  for (const path of disksOfGroup(policy, call.scope, transaction)) stop(path, transaction);
  return { operation: 'running' };
};

/** The path of a consistency group that a body names. @throws Refusal when there is none */
export function policyPath(sent: string | undefined, field: string, project: string, transaction: Transaction): string {
  if ((sent ?? '') === '') throw required(field);
  const path = referencedPath(sent ?? '', project);
  const policy = find(transaction, 'resourcePolicies', path);
  if (path === undefined || policy?.resource.diskConsistencyGroupPolicy === undefined) {
    throw invalid(field, sent, 'The referenced disk consistency group policy cannot be found.');
  }
  return path;
}

/** Paths of the disks in a scope that are of a consistency group, by name. */
export function disksOfGroup(policy: string, scope: string, transaction: Transaction): readonly string[] {
  const paths: string[] = [];
  scanUsersIn(transaction.state, 'disks', policy, (_disk, path) => {
    if (parseScope(path).scope === scope) paths.push(path);
  });
  return paths;
}

const checkReplicating = (path: string, disk: Disk): void => {
  if (isReplica(disk) || isReplicated(disk)) return;
  throw invalid('disk', path, 'The disk takes part in no asynchronous replication.');
};

/** Nothing is ever left to be replicated here: disks hold no data. */
const getAsyncReplicationStatus: DiskVerb = (call, transaction) => {
  const { resource } = calledResource<Disk>(call, transaction);
  checkReplicating(call.path, resource);
  const [secondary = ''] = secondariesOf(resource);
  const self = linkOf(call.path);
  const replicationDiskPair = isReplica(resource)
    ? { primaryDisk: resource.asyncPrimaryDisk?.disk, secondaryDisk: self }
    : { primaryDisk: self, secondaryDisk: linkOf(secondary) };
  const state = 'ASYNC_REPLICATION_STATE_REPLICATING_HEALTHY';
  const lastReplicationDetails = {
    lastReplicationTime: timestamp(transaction.now),
    secondsSinceLastReplication: '0',
  };
  const diskPairReplicationState = { dataReplicationState: state, replicationDiskPair };
  return { answer: { asyncReplicationStatus: { diskPairReplicationState, lastReplicationDetails } } };
};

const waitForReplicationCatchUp: DiskVerb = (call, transaction) => {
  checkReplicating(call.path, calledResource<Disk>(call, transaction).resource);
  return { operation: 'running' };
};

/** Methods of the replication of disks to another region. */
export const diskReplication: {
  readonly startAsyncReplication: typeof startAsyncReplication;
  readonly stopAsyncReplication: DiskVerb;
  readonly stopGroupAsyncReplication: typeof stopGroupAsyncReplication;
  readonly getAsyncReplicationStatus: DiskVerb;
  readonly waitForReplicationCatchUp: DiskVerb;
} = {
  startAsyncReplication,
  stopAsyncReplication,
  stopGroupAsyncReplication,
  getAsyncReplicationStatus,
  waitForReplicationCatchUp,
};
