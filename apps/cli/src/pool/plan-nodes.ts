import {
  cappedMembers,
  cappedReason,
  enumeration,
  lastSegment,
  planMembers,
  reachableGroups,
  readMembers,
  SilentZoneError,
} from '@gcepool/core/internal';
import type { MemberStep, Node, Notice, Plan, Step } from '@gcepool/core';
import type { GroupMembers, SilentZone } from '@gcepool/core/internal';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { PoolSession } from './pool-session.ts';

/** The nodes of a cluster, and whether members that are none of them stay. */
export type DesiredMembers = Required<Pick<Cluster, 'nodes'>> & Pick<Cluster, 'restraint'>;

/** What makes nodes members of groups, and the nodes that it is for. */
export interface NodesPlan extends Plan<MemberStep> {
  readonly nodes: readonly Node[];
  /** Zones whose groups it leaves alone, for nobody knows who is in them. */
  readonly problems: readonly SilentZoneError[];
  /** Why less leaves than was asked for; absent where all does. */
  readonly capped?: string;
}

/** What makes the nodes members of the cluster's groups, those that `steps` are yet to create included, as far as may be. */
export async function planNodes(
  { cloud, namer, pool, removalCap }: PoolSession,
  { nodes, restraint }: DesiredMembers,
  steps: readonly Step[],
  { force = false }: { readonly force?: boolean | undefined },
): Promise<NodesPlan> {
  const name = namer.instanceGroup();
  const { items, unreachable } = await reachableGroups(cloud);
  const zones = items.filter((group) => group.name === name).map(({ zone = '' }) => lastSegment(zone));
  const withNodes = new Set([...(await pool.nodes.listZones()), ...nodes.map(({ zone }) => zone)]);
  const outOfReach = unreachable
    .map(({ scope, why }): SilentZone => ({ zone: lastSegment(scope), error: new Error(why) }))
    .filter(({ zone }) => withNodes.has(zone));
  const { groups: present, silent } = await readMembers(cloud, name, zones, outOfReach);
  const isSilent = new Set<string | undefined>(silent.map(({ zone }) => zone));
  const coming = steps.flatMap((step) =>
    step.collection === 'instanceGroups' && step.verb === 'create' ? [{ name, zone: step.zone, members: [] }] : [],
  );
  const kept = restraint.keepsMembers ? othersIn(present, nodes) : [];
  const all = [...nodes, ...kept];
  const seen = all.filter(({ zone }) => !isSilent.has(zone));
  const members = [...present, ...coming].toSorted((a, b) => (a.zone < b.zone ? -1 : 1));
  const reason = (going: number, there: number): string | undefined =>
    cappedReason({ what: 'nodes', going, present: there }, removalCap);
  const { planned, capped } = cappedMembers(planMembers(seen, members), members, force ? undefined : { reason });
  return {
    ...planned,
    ...(capped !== undefined && { capped }),
    notices: [...planned.notices, ...keptNotices(kept)],
    nodes: all,
    problems: silent.map((each) => new SilentZoneError(name, each)),
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
