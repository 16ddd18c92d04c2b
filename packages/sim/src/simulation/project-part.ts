import { policyKey } from '../collections/projects/policy-key.ts';
import { servicesKey } from '../collections/projects/services-key.ts';
import { projectOf } from '../kernel/resource-path.ts';
import type { Snapshot } from '../kernel/snapshot.ts';
import { restoreSnapshot, takeSnapshot } from '../kernel/snapshot.ts';
import type { State } from '../kernel/state.ts';

/** What of a snapshot is of one project, or of all but one. */
export type ProjectPart = Pick<
  Snapshot,
  'behaviours' | 'finished' | 'locks' | 'pending' | 'quotas' | 'requests' | 'resources' | 'told'
>;

/** What a state remembers of one project. */
export const partOf = (project: string, state: State): ProjectPart =>
  partWhere(takeSnapshot(state), (key) => isOf(project, key));

/** A state in which a project is what `start` says, and all else as it is in `state`. */
export function withProjectReset(
  { project, start }: { readonly project: string; readonly start?: ProjectPart },
  state: State,
  fresh: State,
): State {
  const all = takeSnapshot(state);
  const others = partWhere(all, (key) => !isOf(project, key));
  const next = restoreSnapshot({ ...all, ...(start === undefined ? others : joined(others, start)) }, fresh);
  // Two equal numbers mean that nothing has changed.
  next.changes = state.changes + 1;
  next.named = state.named;
  return next;
}

/** Keys are paths of resources, begin with the project and what cannot be in its id, or are of what it uses. */
const isOf = (project: string, key: string): boolean =>
  (key.startsWith('projects/') && projectOf(key) === project) ||
  key.startsWith(`${project}\0`) ||
  key === servicesKey(project) ||
  key === policyKey(`projects/${project}`) ||
  key.startsWith(policyKey(`projects/${project}/`));

function partWhere(snapshot: ProjectPart, isPart: (key: string) => boolean): ProjectPart {
  const part = <V>(entries: readonly (readonly [string, V])[] = []): readonly (readonly [string, V])[] =>
    entries.filter(([key]) => isPart(key));
  return {
    resources: part(snapshot.resources),
    locks: part(snapshot.locks),
    pending: part(snapshot.pending),
    finished: snapshot.finished.filter(isPart),
    requests: part(snapshot.requests),
    quotas: part(snapshot.quotas),
    behaviours: part(snapshot.behaviours),
    told: part(snapshot.told),
  };
}

function joined(one: ProjectPart, other: ProjectPart): ProjectPart {
  return {
    resources: [...one.resources, ...other.resources],
    locks: [...one.locks, ...other.locks],
    pending: [...one.pending, ...other.pending],
    finished: [...one.finished, ...other.finished],
    requests: [...one.requests, ...other.requests],
    quotas: [...(one.quotas ?? []), ...(other.quotas ?? [])],
    behaviours: [...(one.behaviours ?? []), ...(other.behaviours ?? [])],
    told: [...(one.told ?? []), ...(other.told ?? [])],
  };
}
