import type { Zones } from '@gcepool/core';
import { Failure } from '../failure.ts';

/** A zone that the cloud does not have. */
export class UnknownZoneFailure extends Failure {
  constructor(message: string) {
    super(2, message);
  }
}

/** Refuses zones that the cloud does not have, before anything is done in the others. @throws UnknownZoneFailure */
export async function requireKnownZones(zones: readonly string[], cloud: Zones): Promise<void> {
  const known = await cloud.listZones();
  const unknown = zones.filter((zone) => !known.includes(zone));
  if (unknown.length === 0) return;
  const region = unknown[0]?.replace(/-[^-]*$/, '-') ?? '';
  const near = known.filter((zone) => zone.startsWith(region)).toSorted();
  const wayOut =
    near.length > 0 ? `near it are ${near.join(', ')}` : `known are ${known.toSorted().slice(0, 6).join(', ')}, …`;
  throw new UnknownZoneFailure(`--zones ${unknown.join(',')}: no such zone; ${wayOut}`);
}
