import type { Node, ServicePort } from '@gcepool/core';
import { leftOut, refusedSentence, restraintFor, zonesOf } from '@gcepool/kubernetes';
import type { RefusedItem, Remark, Restraint, Selector } from '@gcepool/kubernetes';
import { usageFailure } from '../failure.ts';
import { parseNodes } from './nodes.ts';
import { readSource } from './read-source.ts';
import { parseServicePorts } from './service-ports.ts';

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

/** The flags that say where a cluster is written down, and what of it counts. */
export interface ClusterSources {
  readonly from: readonly string[];
  readonly nodes?: string;
  readonly zones?: readonly string[];
  /** A service port counts that one of these chooses; every one where there is none. */
  readonly select?: readonly Selector[];
  /** Refuses all for one item that cannot be used. */
  readonly strict?: boolean;
}

/** Reads services, and nodes where they are given. What cannot be used keeps nothing else from being used, unless strictly. */
export async function readCluster({ from, nodes, zones, select, strict }: ClusterSources): Promise<Cluster> {
  if ([...from, nodes].filter((path) => path === '-').length > 1) {
    throw usageFailure('- is standard input, which can be read once; name files for the others');
  }
  const services = parseServicePorts(await Promise.all(from.map((path) => readSource('--from', path))), select);
  const read = nodes === undefined ? undefined : parseNodes(await readSource('--nodes', nodes));
  const refused = [...services.refused, ...(read?.refused ?? [])];
  if (strict === true && refused.length > 0) {
    throw usageFailure(`--strict: ${refused.map(({ where, problem }) => `${where}: ${problem}`).join('; ')}`);
  }
  return {
    ports: services.ports,
    ...(read && { nodes: read.nodes }),
    zones: zones ?? zonesOf(read?.nodes ?? []),
    remarks: [...services.remarks, ...(read?.remarks ?? unreadNodes(services.nodeCount))],
    refused,
    restraint: restraintFor(refused),
  };
}

function unreadNodes(count: number): Remark[] {
  return count === 0 ? [] : [leftOut(`${count} nodes in --from`, 'are read where --nodes names their file')];
}

/** What of the input could not be used, for the failure that a command ends with. */
export const refusals = ({ refused }: Pick<Cluster, 'refused'>): string[] =>
  refused.map((item) => refusedSentence(item));

/** What a command's document says of the cluster. */
export const clusterDocument = (cluster: Cluster): object => {
  const { zones, ports, remarks, refused } = cluster;
  return { zones, ports, remarks, refused };
};
