import { invalid } from '../../kernel/refusal.ts';
import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Call } from '../call.ts';
import { regionOfZone, zonesOf } from '../geography.ts';
import { isInZone } from '../machine-series.ts';

type Request = Resource<'BulkInsertInstanceResource'>;
type LocationPolicy = Resource<'LocationPolicy'>;

/** A zone that may be chosen, and how many instances it may get. */
interface Room {
  readonly zone: string;
  readonly most: number;
}

/**
 * The scope of each of so many instances: of a zonal request the zone, of a regional one what its policy says.
 *
 * @param machine name of the type that all of them are of
 * @throws Refusal where the policy leaves no room for them
 */
export function chooseZones(call: Call<Request>, machine: string, count: number): readonly string[] {
  const { scopeKind, location } = parseScope(call.scope);
  if (scopeKind === 'zones') return Array.from({ length: count }, () => call.scope);
  const policy = call.body.locationPolicy ?? {};
  const rooms = roomsOf(policy, location).filter(({ zone }) => isInZone(machine, zone));
  const chosen = CHOICES[policy.targetShape ?? 'ANY_SINGLE_ZONE'](rooms, count);
  if (chosen.length < count) {
    throw invalid('resource.locationPolicy', '', `The policy leaves no room for ${count} instances in '${location}'.`);
  }
  return chosen.map((zone) => `projects/${call.project}/zones/${zone}`);
}

/** Zones that are denied are left out; where some are allowed, only those are considered (assumed). */
function roomsOf({ locations = {}, zones = [] }: LocationPolicy, region: string): readonly Room[] {
  for (const place of [...Object.keys(locations), ...zones.map(({ zone = '' }) => zone)]) {
    if (/(?:^|\/)zones\/[^/]+$/.test(place)) continue;
    throw invalid('resource.locationPolicy', place, 'Zones must be given as URLs, such as zones/us-central1-a.');
  }
  const policies = new Map(Object.entries(locations).map(([location, policy]) => [nameOf(location), policy]));
  const named = zones.map(({ zone = '' }) => nameOf(zone));
  for (const zone of [...policies.keys(), ...named]) {
    if (regionOfZone(zone) === region && zonesOf(region).includes(zone)) continue;
    throw invalid('resource.locationPolicy', zone, `The zone must be in region '${region}'.`);
  }
  const considered = named.length > 0 ? named : zonesOf(region);
  const isSomeAllowed = [...policies.values()].some(({ preference }) => preference === 'ALLOW');
  return considered.flatMap((zone) => {
    const { preference, constraints } = policies.get(zone) ?? {};
    const isOut = preference === 'DENY' || (isSomeAllowed && preference !== 'ALLOW');
    return isOut ? [] : [{ zone, most: constraints?.maxCount ?? Infinity }];
  });
}

type Choice = (rooms: readonly Room[], count: number) => readonly string[];

const inOne: Choice = (rooms, count) => {
  const room = rooms.find(({ most }) => most >= count);
  return room === undefined ? [] : Array.from({ length: count }, () => room.zone);
};

/** One after the other, each until it is full. */
const inAny: Choice = (rooms, count) => {
  const chosen: string[] = [];
  for (const { zone, most } of rooms) {
    for (let placed = 0; placed < most && chosen.length < count; placed++) chosen.push(zone);
  }
  return chosen;
};

const inTurn: Choice = (rooms, count) => {
  const chosen: string[] = [];
  for (let round = 0; chosen.length < count && rooms.some(({ most }) => most > round); round++) {
    for (const { zone, most } of rooms) if (most > round && chosen.length < count) chosen.push(zone);
  }
  return chosen;
};

const CHOICES: Readonly<Record<NonNullable<LocationPolicy['targetShape']>, Choice>> = {
  ANY: inAny,
  ANY_SINGLE_ZONE: inOne,
  BALANCED: inTurn,
};
