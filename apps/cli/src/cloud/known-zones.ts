import type { Zones } from '@gcepool/core';
import { Failure, usageFailure } from '../failure.ts';
import type { ClusterSources } from '../kubernetes/read-cluster.ts';

/** A zone named on the command line that the cloud does not have. */
export class UnknownZoneFailure extends Failure {
  constructor(message: string) {
    super(2, message);
  }
}

/** Refuses zones that the cloud does not have, before anything is done in the others; and having none. @throws Failure */
export async function requireKnownZones(
  zones: readonly string[],
  cloud: Zones,
  { zones: named, nodes, kube }: Pick<ClusterSources, 'zones' | 'nodes' | 'kube'>,
): Promise<void> {
  const source = kube === true ? '--kube' : `--nodes ${nodes ?? ''}`;
  if (zones.length === 0) {
    throw usageFailure(`${source}: no node has a zone; name the zones of the cluster with --zones`);
  }
  const known = await cloud.listZones();
  const unknown = zones.filter((zone) => !known.includes(zone));
  if (unknown.length === 0) return;
  const region = unknown[0]?.replace(/-[^-]*$/, '-') ?? '';
  const near = known.filter((zone) => zone.startsWith(region)).toSorted();
  const wayOut =
    near.length > 0 ? `near it are ${near.join(', ')}` : `known are ${known.toSorted().slice(0, 6).join(', ')}, …`;
  if (named === undefined) throw usageFailure(`${source}: no such zone: ${unknown.join(', ')}; ${wayOut}`);
  throw new UnknownZoneFailure(`--zones ${unknown.join(',')}: no such zone; ${wayOut}`);
}
