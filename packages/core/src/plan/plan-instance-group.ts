import type { InstanceGroup, NamedPort } from '@gcepool/api';
import { describeOwned } from '../names/description.ts';
import { enumeration } from '../names/enumeration.ts';
import type { InstanceGroupUpsert } from './step.ts';
import type { InstanceGroupSpec } from './spec.ts';

/** The step that gives a zone its group with all desired ports named, or none where it has them. */
export function planInstanceGroup(
  spec: InstanceGroupSpec,
  existing: InstanceGroup | undefined,
): InstanceGroupUpsert | undefined {
  const { name, zone, namedPorts, absentPorts = [], owner } = spec;
  const resource = `zones/${zone}/instanceGroups/${name}`;
  const step = { collection: 'instanceGroups', name, zone, resource, needs: [], spec } as const;
  if (existing === undefined) {
    // A group that only was to lose ports has lost them all.
    if (namedPorts.length === 0 && absentPorts.length > 0) return undefined;
    return {
      ...step,
      verb: 'create',
      reason: `${zone} has no instance group ${name}`,
      ports: namedPorts.map(({ port }) => port),
      after: {
        name,
        ...(owner === undefined ? {} : { description: describeOwned(owner.cluster, undefined) }),
        namedPorts: namedPorts.map(({ name: portName, port }) => ({ name: portName, port })),
      },
    };
  }
  const present = existing.namedPorts ?? [];
  const entries = new Set(present.map((port) => entryOf(port)));
  const missing = namedPorts.filter((port) => !entries.has(entryOf(port)));
  const surplus = new Set(absentPorts.map((port) => entryOf(port)));
  const pruned = present.filter((port) => surplus.has(entryOf(port)));
  if (missing.length + pruned.length === 0) return undefined;
  // An entry that gives one of our names another number would send requests astray.
  const replaced = new Set<string | undefined>(missing.map(({ name: portName }) => portName));
  const kept = present.filter((port) => !replaced.has(port.name) && !surplus.has(entryOf(port)));
  return {
    ...step,
    verb: 'setNamedPorts',
    reason: [
      ...(missing.length === 0
        ? []
        : [`the group does not name ${enumeration(missing.map(({ name: portName }) => portName))}`]),
      ...(pruned.length === 0
        ? []
        : [`nothing asks for ${enumeration(pruned.map(({ name: portName = '' }) => portName))} any more`]),
    ].join('; '),
    ports: missing.map(({ port }) => port),
    before: existing,
    after: { ...existing, namedPorts: [...kept, ...missing] },
  };
}

/** The same number under another name does not do: the backend service asks by name. */
function entryOf({ name, port }: NamedPort): string {
  return `${name}:${port}`;
}
