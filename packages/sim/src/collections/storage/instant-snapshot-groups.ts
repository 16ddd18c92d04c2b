import { alreadyExists, invalid, required } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { linkOf, pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { find, scanIn } from '../../wire/find.ts';
import type { Draft, Resource } from '../../wire/wire.ts';
import type { Collection } from '../collection.ts';
import type { WriteContext } from '../context.ts';
import { defineCollection } from '../define-collection.ts';
import { serviceMade } from '../service-made.ts';
import { disksOfGroup } from './disk-replication.ts';
import { completeInstantSnapshot } from './instant-snapshots.ts';
import { nameAfter } from './name-after.ts';

type Group = Resource<'InstantSnapshotGroup'>;
type InstantSnapshot = Resource<'InstantSnapshot'>;

function complete(draft: Draft<Group>, { call, path, before, transaction }: WriteContext<Group>): void {
  if (before !== undefined) return;
  const { sourceConsistencyGroup: link } = draft;
  const field = 'resource.sourceConsistencyGroup';
  if (link === undefined) throw required(field);
  const policy = pathOf(link) ?? '';
  const entry = find(transaction, 'resourcePolicies', policy);
  if (entry?.resource.diskConsistencyGroupPolicy === undefined) {
    throw invalid(field, link, 'The policy is no disk consistency group policy.');
  }
  const disks = disksOfGroup(policy, call.scope, transaction);
  if (disks.length === 0) throw invalid(field, link, `The group has no disks in '${nameOf(call.scope)}'.`);
  draft.status = 'READY';
  draft.resourceStatus = { consistencyMembershipResolutionTime: draft.creationTimestamp };
  for (const disk of disks) takeSnapshot(disk, draft, { path, scope: call.scope, transaction });
}

/** Takes the instant snapshot of one disk of the group, under a name after it. */
function takeSnapshot(
  disk: string,
  group: Group,
  { path, scope, transaction }: { readonly path: string; readonly scope: string; readonly transaction: Transaction },
): void {
  const name = nameAfter(group.name, transaction);
  const own = `${scope}/instantSnapshots/${name}`;
  if (find(transaction, 'instantSnapshots', own) !== undefined) throw alreadyExists(own);
  const draft: Draft<InstantSnapshot> = serviceMade(
    'compute#instantSnapshot',
    own,
    {
      name,
      sourceDisk: linkOf(disk),
      sourceInstantSnapshotGroup: linkOf(path),
      sourceInstantSnapshotGroupId: group.id,
    },
    transaction,
  );
  draft[parseScope(scope).scopeKind === 'zones' ? 'zone' : 'region'] = linkOf(scope);
  draft.labelFingerprint = transaction.newFingerprint();
  completeInstantSnapshot(draft, { path: own, scope, transaction });
  transaction.put(own, { resource: draft });
}

/** Paths of the instant snapshots that were taken for a group, by name. */
export function snapshotsOfGroup(group: string, transaction: Transaction): readonly string[] {
  const paths: string[] = [];
  scanIn(transaction.state, 'instantSnapshots', parseScope(group).scope, (path, { resource }) => {
    if (resource.sourceInstantSnapshotGroup === linkOf(group)) paths.push(path);
  });
  return paths;
}

export const instantSnapshotGroups: Collection = defineCollection({
  name: 'instantSnapshotGroups',
  collections: ['instantSnapshotGroups', 'regionInstantSnapshotGroups'],
  references: { 'InstantSnapshotGroup.sourceConsistencyGroup': { to: ['resourcePolicies'], isWeak: true } },
  lifecycle: { complete },
  deletion: {
    onDelete: (path, _group, { transaction }) => {
      for (const snapshot of snapshotsOfGroup(path, transaction)) transaction.remove(snapshot);
    },
  },
  evidence: {
    assumed: {
      insert:
        'An instant snapshot of each disk of the consistency group in the scope is taken, under a name of its own.',
      delete: 'The instant snapshots of a group go with it.',
    },
  },
});
