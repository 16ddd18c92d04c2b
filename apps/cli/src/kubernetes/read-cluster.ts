import type { Node, ServicePort } from '@gcepool/core';
import { usageFailure } from '../failure.ts';
import { parseNodes } from './nodes.ts';
import { readSource } from './read-source.ts';
import { parseServicePorts } from './service-ports.ts';

/** What a cluster wants. */
export interface Cluster {
  readonly ports: readonly ServicePort[];
  /** Absent: nobody said, so the members of groups are left alone. */
  readonly nodes?: readonly Node[];
}

/** Reads services, and nodes where they are given; `remark` is told what was passed over. */
export async function readCluster(
  options: { readonly from: readonly string[]; readonly nodes?: string },
  remark: (line: string) => void,
): Promise<Cluster> {
  if ([...options.from, options.nodes].filter((path) => path === '-').length > 1) {
    throw usageFailure('- is standard input, which can be read once; name files for the others');
  }
  const services = parseServicePorts(await Promise.all(options.from.map((path) => readSource('--from', path))));
  for (const line of services.remarks) remark(`passed over: ${line}`);
  if (options.nodes === undefined) return { ports: services.ports };
  const nodes = parseNodes(await readSource('--nodes', options.nodes));
  for (const line of nodes.remarks) remark(`passed over: ${line}`);
  return { ports: services.ports, nodes: nodes.nodes };
}
