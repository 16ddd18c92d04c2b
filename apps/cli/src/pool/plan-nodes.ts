import { cappedMembers, cappedReason, enumeration, lastSegment, planMembers } from '@gcepool/core/internal';
import type { MemberStep, Node, Notice, Plan, Step } from '@gcepool/core';
import type { GroupMembers } from '@gcepool/core/internal';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { PoolSession } from './pool-session.ts';

/** The nodes of a cluster, and whether members that are none of them stay. */
export type DesiredMembers = Required<Pick<Cluster, 'nodes'>> & Pick<Cluster, 'restraint'>;

/** What makes nodes members of groups, and the nodes that it is for. */
export interface NodesPlan extends Plan<MemberStep> {
  readonly nodes: readonly Node[];
  /** Why less leaves than was asked for; absent where all does. */
  readonly capped?: string;
}

/** What makes the nodes members of the cluster's groups, those that `steps` are yet to create included, as far as may be. */
export async function planNodes(
  { cloud, namer, removalCap }: PoolSession,
  { nodes, restraint }: DesiredMembers,
  steps: readonly Step[],
  { force = false }: { readonly force?: boolean | undefined },
): Promise<NodesPlan> {
  const name = namer.instanceGroup();
  const groups = (await cloud.listInstanceGroups()).filter((group) => group.name === name);
  const present = await Promise.all(
    groups.map(async ({ zone: url = '' }): Promise<GroupMembers> => {
      const zone = lastSegment(url);
      return { name, zone, members: (await cloud.listInstances(name, zone)).map((link) => lastSegment(link)) };
    }),
  );
  const coming = steps.flatMap((step) =>
    step.collection === 'instanceGroups' && step.verb === 'create' ? [{ name, zone: step.zone, members: [] }] : [],
  );
  const kept = restraint.keepsMembers ? othersIn(present, nodes) : [];
  const all = [...nodes, ...kept];
  const members = [...present, ...coming].toSorted((a, b) => (a.zone < b.zone ? -1 : 1));
  const reason = (going: number, there: number): string | undefined =>
    cappedReason({ what: 'nodes', going, present: there }, removalCap);
  const { planned, capped } = cappedMembers(planMembers(all, members), members, force ? undefined : { reason });
  return {
    ...planned,
    ...(capped !== undefined && { capped }),
    notices: [...planned.notices, ...keptNotices(kept)],
    nodes: all,
  };
}

/** Members that are none of the nodes, as nodes that stay where they are. */
function othersIn(groups: readonly GroupMembers[], nodes: readonly Node[]): Node[] {
  const known = new Set(nodes.map(({ name }) => name));
  return groups.flatMap(({ zone, members }) =>
    members.filter((name) => !known.has(name)).map((name) => ({ name, zone, waits: 'is not among the nodes' })),
  );
}

function keptNotices(kept: readonly Node[]): Notice[] {
  if (kept.length === 0) return [];
  const names = enumeration(kept.map(({ name }) => name));
  return [{ about: names, message: 'not among the nodes that could be read, left in their groups for this run' }];
}
