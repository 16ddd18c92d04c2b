import { invalid, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { nameOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { disksOfGroup, policyPath } from './disk-replication.ts';
import { snapshotsOfGroup } from './instant-snapshot-groups.ts';
import { nameAfter } from './name-after.ts';
import { ofResource } from './disk-rules.ts';
import { makeDisk } from './new-disk.ts';

type Disk = Resource<'Disk'>;

/** Makes a disk from each disk of a consistency group, or from each snapshot that was taken of them together. */
export const bulkInsert: Verb<Resource<'BulkInsertDiskResource'>, Disk> = (call, transaction) => {
  const group = call.body.instantSnapshotGroupParameters?.sourceInstantSnapshotGroup;
  if (call.body.snapshotGroupParameters !== undefined) {
    throw invalid('resource.snapshotGroupParameters', '', 'Snapshot groups cannot be restored here.');
  }
  if (group !== undefined) restore(group, call, transaction);
  else clone(call, transaction);
  return { operation: 'running' };
};

function clone(call: Call<Resource<'BulkInsertDiskResource'>>, transaction: Transaction): void {
  const field = 'resource.sourceConsistencyGroupPolicy';
  const { sourceConsistencyGroupPolicy: sent } = call.body;
  if (sent === undefined) throw required(field);
  const policy = policyPath(sent, field, call.project, transaction);
  const sources = disksOfGroup(policy, call.scope, transaction);
  if (sources.length === 0) throw invalid(field, sent, `The group has no disks in '${nameOf(call.scope)}'.`);
  const ofGroup: Partial<Disk> = {
    sourceConsistencyGroupPolicy: linkOf(policy),
    sourceConsistencyGroupPolicyId: find(transaction, 'resourcePolicies', policy)?.resource.id,
  };
  for (const path of sources) {
    const { name, type, replicaZones } = find(transaction, 'disks', path)?.resource ?? {};
    const own = { name: nameAfter(name, transaction), sourceDisk: linkOf(path), ...ofGroup };
    make({ ...own, ...(type === undefined ? {} : { type }), ...zonesOf(replicaZones) }, call, transaction);
  }
}

function restore(reference: string, call: Call, transaction: Transaction): void {
  const field = 'resource.instantSnapshotGroupParameters.sourceInstantSnapshotGroup';
  const path = referencedPath(reference, call.project);
  const group = find(transaction, 'instantSnapshotGroups', path);
  if (path === undefined || group === undefined) {
    throw invalid(field, reference, 'The referenced instant snapshot group resource cannot be found.');
  }
  for (const snapshot of snapshotsOfGroup(path, transaction)) {
    const source = find(transaction, 'instantSnapshots', snapshot)?.resource;
    const disk = nameOf(source?.sourceDisk ?? snapshot);
    make({ name: nameAfter(disk, transaction), sourceInstantSnapshot: linkOf(snapshot) }, call, transaction);
  }
}

const make = (fields: Disk, { project, scope }: Call, transaction: Transaction): string =>
  makeDisk(fields, { transaction, project, scope, fieldOf: ofResource });

const zonesOf = (replicaZones: readonly string[] | undefined): Disk =>
  replicaZones === undefined ? {} : { replicaZones };
