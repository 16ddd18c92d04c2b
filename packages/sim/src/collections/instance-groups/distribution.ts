import { nameOf, parseScope } from '../../kernel/resource-path.ts';
import { pathOf } from '../../kernel/self-link.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { findLinked } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import type { Member } from '../instances/group-members.ts';
import { isInZone } from '../machine-series.ts';
import type { PickZone } from './zone-picker.ts';
import { zonePicker } from './zone-picker.ts';

type Manager = Resource<'InstanceGroupManager'>;

/**
 * Picks the zones of new instances of a group by the shape that it is to have (documented): all shapes but the even one
 * keep to zones with machines of the group's type, and one keeps to a single zone.
 */
export function zonesForNew(
  path: string,
  manager: Manager,
  members: readonly Member[],
  transaction: Transaction,
): PickZone {
  const zones = zonesOf(path, manager);
  const shape = manager.distributionPolicy?.targetShape ?? 'EVEN';
  if (shape === 'EVEN') return zonePicker(zones, members);
  const open = zonesWithMachines(zones, manager, transaction);
  return zonePicker(shape === 'ANY_SINGLE_ZONE' ? singleOf(open, members) : open, members);
}

function zonesOf(path: string, { distributionPolicy }: Manager): readonly string[] {
  const { scopeKind, scope } = parseScope(path);
  if (scopeKind === 'zones') return [scope];
  return (distributionPolicy?.zones ?? []).map(({ zone = '' }) => pathOf(zone) ?? '');
}

/** Where there is no such zone, all of them: the instances then fail as they would anywhere. */
function zonesWithMachines(
  zones: readonly string[],
  { instanceTemplate }: Manager,
  transaction: Transaction,
): readonly string[] {
  const template = findLinked(transaction, 'instanceTemplates', instanceTemplate);
  const machine = nameOf(template?.resource.properties?.machineType ?? '');
  const open = zones.filter((zone) => isInZone(machine, nameOf(zone)));
  return open.length === 0 ? zones : open;
}

/** The zone that the group is in already, or else the first. */
function singleOf(zones: readonly string[], members: readonly Member[]): readonly string[] {
  const [member] = members;
  return member === undefined ? zones.slice(0, 1) : [parseScope(member.path).scope];
}
