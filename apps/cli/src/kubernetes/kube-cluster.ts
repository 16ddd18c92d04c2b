import { ApiServerError, leftOut, nodesAmong, readObjects, servicePortsAmong } from '@gcepool/kubernetes';
import type { KubernetesObject, Selector } from '@gcepool/kubernetes';
import { projectOfNodes } from '../cloud/choose-cloud.ts';
import type { CloudOptions } from '../cloud/choose-cloud.ts';
import { Failure } from '../failure.ts';
import type { Cluster } from './cluster.ts';
import { clusterOf } from './cluster.ts';
import { connectKube } from './kube-source.ts';
import type { KubeSource } from './kube-source.ts';
import { requireServicePorts } from './service-ports.ts';

/** What of the objects of a cluster counts. */
export interface KubeClusterOptions {
  readonly zones?: readonly string[];
  readonly select?: readonly Selector[];
  readonly strict?: boolean;
}

/** Reads a cluster from its API server, once. @throws Failure where it cannot be read, or has nothing to serve. */
export async function readKubeCluster(options: KubeSource & KubeClusterOptions & CloudOptions): Promise<Cluster> {
  const api = await connectKube(options);
  const objects = await readObjects(api, options).catch((error: unknown) => {
    throw error instanceof ApiServerError ? new Failure(1, `--kube: ${error.message}`, { cause: error }) : error;
  });
  const cluster = clusterOfObjects(objects, options, projectOfNodes(options));
  requireServicePorts(cluster, api.address, 'make one, or look at --namespace, --selector and --select');
  return cluster;
}

/** What a cluster of these objects wants. */
export function clusterOfObjects(
  objects: readonly KubernetesObject[],
  { zones, select, strict }: KubeClusterOptions,
  project: string | undefined,
): Cluster {
  const services = servicePortsAmong(objects, select);
  const { nodes, remarks } = nodesAmong(objects, project);
  const isEmpty = nodes.length === 0;
  return clusterOf(
    {
      ...services,
      ...(!isEmpty && { nodes }),
      remarks: [
        ...services.remarks,
        ...remarks,
        ...(isEmpty ? [leftOut('no node', 'can serve: the members of groups stay as they are')] : []),
      ],
    },
    { zones, strict },
  );
}
