import type { InstanceGroup, NamedPort } from '@gcepool/api';
import { enumeration } from './enumeration.ts';
import type { GroupEnsuring } from './step.ts';
import type { WantedInstanceGroup } from './wanted.ts';

/** The step that gives a zone its group with all wanted ports named, or none where it has them. */
export function planInstanceGroup(
  wanted: WantedInstanceGroup,
  existing: InstanceGroup | undefined,
): GroupEnsuring | undefined {
  const { name, zone, namedPorts } = wanted;
  const resource = `zones/${zone}/instanceGroups/${name}`;
  const step = { collection: 'instanceGroups', name, zone, resource, needs: [], wanted } as const;
  if (existing === undefined) {
    return {
      ...step,
      verb: 'create',
      reason: `${zone} has no instance group ${name}`,
      ports: namedPorts.map(({ port }) => port),
      after: { name, namedPorts: namedPorts.map(({ name: portName, port }) => ({ name: portName, port })) },
    };
  }
  const present = existing.namedPorts ?? [];
  const missing = namedPorts.filter((port) => !present.some((other) => sameEntry(port, other)));
  if (missing.length === 0) return undefined;
  return {
    ...step,
    verb: 'setNamedPorts',
    reason: `the group does not name ${enumeration(missing.map(({ name: portName }) => portName))}`,
    ports: missing.map(({ port }) => port),
    before: existing,
    after: { ...existing, namedPorts: [...present.filter((port) => !isRenumbered(port, missing)), ...missing] },
  };
}

/** The same number under another name does not do: the backend service asks by name. */
function sameEntry(a: NamedPort, b: NamedPort): boolean {
  return a.name === b.name && a.port === b.port;
}

/** True for an entry that gives one of our names another number, and would send requests astray. */
function isRenumbered(port: NamedPort, wanted: readonly NamedPort[]): boolean {
  return wanted.some(({ name }) => name === port.name);
}
