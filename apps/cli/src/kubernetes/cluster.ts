import type { Node, ServicePort } from '@gcepool/core';
import { refusedSentence, restraintFor, zonesOf } from '@gcepool/kubernetes';
import type { RefusedItem, Remark, Restraint } from '@gcepool/kubernetes';
import { usageFailure } from '../failure.ts';

/** What a cluster wants. */
export interface Cluster {
  readonly ports: readonly ServicePort[];
  /** Absent: nobody said, so the members of groups are left alone. */
  readonly nodes?: readonly Node[];
  /** Zones that get a group: those given, or those of the nodes. */
  readonly zones: readonly string[];
  /** What was not taken as it stands. */
  readonly remarks: readonly Remark[];
  /** What could not be used. */
  readonly refused: readonly RefusedItem[];
  readonly restraint: Restraint;
}

/** A cluster by what was read of it. @throws Failure where something of that cannot be used and it is to be strict. */
export function clusterOf(
  read: Pick<Cluster, 'ports' | 'nodes' | 'remarks' | 'refused'>,
  { zones, strict }: { readonly zones?: readonly string[] | undefined; readonly strict?: boolean | undefined },
): Cluster {
  const { nodes = [], refused } = read;
  if (strict === true && refused.length > 0) {
    throw usageFailure(`--strict: ${refused.map(({ where, problem }) => `${where}: ${problem}`).join('; ')}`);
  }
  return { ...read, zones: zones ?? zonesOf(nodes), restraint: restraintFor(refused) };
}

/** What of the input could not be used, for the failure that a command ends with. */
export const refusals = ({ refused }: Pick<Cluster, 'refused'>): string[] =>
  refused.map((item) => refusedSentence(item));

/** What a command's document says of the cluster. */
export const clusterDocument = (cluster: Cluster): object => {
  const { zones, ports, remarks, refused } = cluster;
  return { zones, ports, remarks, refused };
};
