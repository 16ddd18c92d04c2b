import { lastSegment, planMembers } from '@gcepool/core/internal';
import type { MemberStep, Node, Plan, Step } from '@gcepool/core';
import type { GroupMembers } from '@gcepool/core/internal';
import type { PoolSession } from './pool-session.ts';

/** What makes the nodes members of the cluster's groups, those that `steps` are yet to create included. */
export async function planNodes(
  { cloud, namer }: PoolSession,
  nodes: readonly Node[],
  steps: readonly Step[],
): Promise<Plan<MemberStep>> {
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
  return planMembers(
    nodes,
    [...present, ...coming].toSorted((a, b) => (a.zone < b.zone ? -1 : 1)),
  );
}
