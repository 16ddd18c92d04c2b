import type { Node, ServicePort } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { parseNodes } from './nodes.ts';
import { readSource } from './read-source.ts';
import type { Remark } from './remark.ts';
import { parseServicePorts } from './service-ports.ts';

/** What a cluster wants. */
export interface Cluster {
  readonly ports: readonly ServicePort[];
  /** Absent: nobody said, so the members of groups are left alone. */
  readonly nodes?: readonly Node[];
  /** What was not taken as it stands. */
  readonly remarks: readonly Remark[];
}

/** The flags that say where a cluster is written down. */
export interface ClusterSources {
  readonly from: readonly string[];
  readonly nodes?: string;
}

/** Reads services, and nodes where they are given. */
export async function readCluster(options: ClusterSources): Promise<Cluster> {
  if ([...options.from, options.nodes].filter((path) => path === '-').length > 1) {
    throw usageFailure('- is standard input, which can be read once; name files for the others');
  }
  const services = parseServicePorts(await Promise.all(options.from.map((path) => readSource('--from', path))));
  if (options.nodes === undefined) return services;
  const { nodes, remarks } = parseNodes(await readSource('--nodes', options.nodes));
  return { ports: services.ports, nodes, remarks: [...services.remarks, ...remarks] };
}
