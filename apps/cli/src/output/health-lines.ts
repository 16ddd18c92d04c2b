import { messageOf, pathOf } from '@gcepool/core/internal';
import type { GroupHealth } from '@gcepool/core';
import { serviceLabel } from '../pool/own-backends.ts';
import type { BackendHealth } from '../pool/backend-health.ts';
import { oneLine } from '../one-line.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** One line for each backend, one column for each zone: how many of the members there are in which state; none where there is no backend. */
export function healthLines(backends: readonly BackendHealth[], style: Style): string[] {
  if (backends.length === 0) return [];
  const zones = [...new Set(backends.flatMap(({ groups }) => groups.map((group) => zoneOf(group))))].toSorted();
  const titles = ['NODEPORT', 'SERVICE', 'PROTOCOL', 'HEALTHY', ...zones];
  const rows = backends.map((backend) => [
    String(backend.nodePort),
    serviceLabel(backend),
    backend.backendService.protocol ?? '-',
    sumOf(backend, style),
    ...(backend.groups.length === 0 ? [style.bad('no groups')] : zones.map((zone) => cellOf(backend, zone, style))),
  ]);
  return table([titles.map((title) => style.dim(title)), ...rows]);
}

/** One line for each group where not all is well, and the reasons that are known. */
export function reasonLines(backends: readonly BackendHealth[], style: Style): string[] {
  return backends.flatMap((backend) =>
    backend.groups.flatMap((group) =>
      (group.why ?? []).map((reason) => `${backend.nodePort} in ${zoneOf(group)}: ${style.bad(oneLine(reason))}`),
    ),
  );
}

function sumOf({ healthy, total }: BackendHealth, style: Style): string {
  return (total > 0 && healthy === total ? style.good : style.bad)(`${healthy}/${total}`);
}

const zoneOf = ({ group }: GroupHealth): string => /zones\/([^/]+)\//.exec(pathOf(group))?.[1] ?? pathOf(group);

const cellOf = ({ groups }: BackendHealth, zone: string, style: Style): string =>
  groups
    .filter((group) => zoneOf(group) === zone)
    .map((group) => healthOf(group, style))
    .join('; ') || '-';

function healthOf({ members, error }: GroupHealth, style: Style): string {
  if (error !== undefined) return style.bad(oneLine(messageOf(error)));
  if (members.length === 0) return style.bad('no members');
  const counts = new Map<string, number>();
  for (const { state } of members) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) => (state === 'HEALTHY' ? style.good : style.bad)(`${count} ${state}`))
    .join(', ');
}
