import { leftOut } from '@gcepool/kubernetes';
import type { Remark } from '@gcepool/kubernetes';
import { projectOfNodes } from '../cloud/choose-cloud.ts';
import type { CloudOptions } from '../cloud/choose-cloud.ts';
import { usageFailure } from '../failure.ts';
import { clusterOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import type { KubeClusterOptions } from './kube-cluster.ts';
import type { KubeSource } from './kube-source.ts';
import { parseNodes } from './nodes.ts';
import { readSource } from './read-source.ts';
import { parseServicePorts } from './service-ports.ts';

/** The flags that say where a cluster is written down, and what of it counts. */
export interface ClusterSources extends KubeSource, KubeClusterOptions {
  /** Files of services; none with `kube`. */
  readonly from?: readonly string[];
  readonly nodes?: string;
}

/** Reads services, and nodes where they are given. What cannot be used keeps nothing else from being used, unless strictly. */
export async function readCluster(sources: ClusterSources & CloudOptions): Promise<Cluster> {
  if (sources.kube === true) {
    const { readKubeCluster } = await import('./kube-cluster.ts');
    return readKubeCluster(sources);
  }
  const { from = [], nodes, select } = sources;
  if ([...from, nodes].filter((path) => path === '-').length > 1) {
    throw usageFailure('- is standard input, which can be read once; name files for the others');
  }
  const services = parseServicePorts(await Promise.all(from.map((path) => readSource('--from', path))), select);
  const read =
    nodes === undefined ? undefined : parseNodes(await readSource('--nodes', nodes), projectOfNodes(sources));
  return clusterOf(
    {
      ports: services.ports,
      ...(read && { nodes: read.nodes }),
      remarks: [...services.remarks, ...(read?.remarks ?? unreadNodes(services.nodeCount))],
      refused: [...services.refused, ...(read?.refused ?? [])],
    },
    sources,
  );
}

function unreadNodes(count: number): Remark[] {
  return count === 0 ? [] : [leftOut(`${count} nodes in --from`, 'are read where --nodes names their file')];
}
