import type { Zones } from '@gcepool/core';
import { Failure, usageFailure } from '../failure.ts';
import type { ClusterSources } from '../kubernetes/read-cluster.ts';

/** A zone named on the command line that the cloud does not have. */
export class UnknownZoneFailure extends Failure {
  constructor(message: string) {
    super(2, message);
  }
}

type Where = Pick<ClusterSources, 'zones' | 'nodes' | 'kube'>;

/** Refuses a cluster of which nobody says where it is. @throws Failure */
export function requireZones(zones: readonly string[], given: Where): void {
  if (zones.length > 0) return;
  if (given.kube !== true && given.nodes === undefined) {
    throw usageFailure(
      '--zones or --nodes is needed, or nodes with zones in --from: where the nodes are, such as us-central1-a,us-central1-b',
    );
  }
  throw usageFailure(`${sourceOf(given)}: no node has a zone; name the zones of the cluster with --zones`);
}

/** Refuses zones that the cloud does not have, before anything is done in the others; and having none. @throws Failure */
export async function requireKnownZones(zones: readonly string[], cloud: Zones, given: Where): Promise<void> {
  requireZones(zones, given);
  const known = await cloud.listZones();
  const unknown = zones.filter((zone) => !known.includes(zone));
  if (unknown.length === 0) return;
  const region = unknown[0]?.replace(/-[^-]*$/, '-') ?? '';
  const near = known.filter((zone) => zone.startsWith(region)).toSorted();
  const wayOut =
    near.length > 0 ? `near it are ${near.join(', ')}` : `known are ${known.toSorted().slice(0, 6).join(', ')}, …`;
  const problem = `no such zone: ${unknown.join(', ')}; ${wayOut}`;
  if (given.zones === undefined) throw usageFailure(`${sourceOf(given)}: ${problem}`);
  throw new UnknownZoneFailure(`--zones ${unknown.join(',')}: no such zone; ${wayOut}`);
}

/** Where the nodes were read. */
function sourceOf({ nodes, kube }: Where): string {
  if (kube === true) return '--kube';
  return nodes === undefined ? 'the nodes in --from' : `--nodes ${nodes}`;
}
