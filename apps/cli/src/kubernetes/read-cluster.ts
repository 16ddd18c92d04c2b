import { leftOut, nodesAmong, zonesOf } from '@gcepool/kubernetes';
import type { KubernetesObject, Remark } from '@gcepool/kubernetes';
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
  const { from = [], nodes, select, zones } = sources;
  if (from.filter((path) => path === '-').length > 1) {
    throw usageFailure('--from -: standard input can be read once; name files for the others');
  }
  const read = await Promise.all(from.map((path) => readSource('--from', path)));
  const services = parseServicePorts(read, select);
  const project = projectOfNodes(sources);
  if (nodes === undefined) {
    const inferred = zones ?? zonesOf(nodesAmong(services.objects, project).nodes);
    const remarks = [...services.remarks, ...unreadNodes(services.objects, zones === undefined)];
    return clusterOf({ ...services, remarks }, { ...sources, zones: inferred });
  }
  // One list on standard input may hold both.
  const both = nodes === '-' ? read[from.indexOf('-')] : undefined;
  const members = parseNodes(both ?? (await readSource('--nodes', nodes)), project);
  return clusterOf(
    {
      ports: services.ports,
      nodes: members.nodes,
      remarks: [...services.remarks, ...members.remarks],
      refused: [...services.refused, ...members.refused],
    },
    sources,
  );
}

function unreadNodes(objects: readonly KubernetesObject[], giveZones: boolean): Remark[] {
  const count = objects.filter(({ kind }) => kind === 'Node').length;
  if (count === 0) return [];
  const zones = giveZones ? 'say which zones there are; members of groups follow them' : 'are read';
  return [leftOut(`${count} nodes in --from`, `${zones} where --nodes names their file`)];
}
