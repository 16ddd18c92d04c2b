import type { PortLocation } from './desired-state.ts';
import type { Namer } from '../names/namer.ts';
import type { Observation } from '../observe/observe.ts';
import { resourceKey, regionOfResource } from '../cloud/resource-key.ts';

/**
 * Ports of which something of the pool's name is in the cloud: a backend service, or only a health check, which is what a
 * removal that was cut short leaves. In ascending order. Pure.
 */
export function portsInCloud(
  observed: Pick<Observation, 'backendServices' | 'healthChecks'>,
  namer: Namer,
): PortLocation[] {
  const found = new Map<string, PortLocation>();
  for (const resource of [...observed.backendServices, ...observed.healthChecks]) {
    const nodePort = namer.ownBackendPort(resource.name ?? '');
    const region = regionOfResource(resource);
    if (nodePort === undefined) continue;
    found.set(resourceKey(String(nodePort), region), { nodePort, ...(region === undefined ? {} : { region }) });
  }
  return [...found.values()].toSorted((a, b) => a.nodePort - b.nodePort);
}
