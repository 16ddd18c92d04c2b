import { projectOfNumber } from '../collections/projects/stored-path.ts';
import { projectOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';
import { show } from '../read-fields.ts';
import type { ProjectPart } from './project-part.ts';
import { partOf } from './project-part.ts';
import type { WorldCommand } from './world-command.ts';

/** The id of a project that is given by its id or number. @throws TypeError for what is neither */
export function projectIn(state: State, project: unknown): string {
  if (typeof project !== 'string' || !/^[-.:a-z0-9]+$/.test(project)) {
    throw new TypeError(`project must be the id of a project; got ${show(project)}`);
  }
  return projectOfNumber(project, state) ?? project;
}

/**
 * What brings a project back to the start; undefined where there is nothing of it, now or then.
 *
 * @throws TypeError while a resource of another project uses one that would be gone, or an operation works on both projects
 */
export function projectReset(project: string, initial: State, state: State): WorldCommand | undefined {
  const start = partOf(project, initial);
  if (isEmpty(start) && isEmpty(partOf(project, state))) return undefined;
  refuseUse(project, initial, state);
  return { kind: 'projectReset', now: state.now, project, ...(isEmpty(start) ? {} : { start }) };
}

const isEmpty = (part: ProjectPart): boolean => Object.values(part).every((entries) => entries.length === 0);

/** Links from other projects lead to what is there, and no operation works on what is gone. */
function refuseUse(project: string, initial: State, state: State): void {
  const isThere = (target: string): boolean => initial.get(target) !== undefined;
  scanOtherUsers(project, state, (user, target) => {
    if (isThere(target)) return;
    throw new TypeError(`'${user}' uses '${target}'; reset project '${projectOf(user)}' first`);
  });
  for (const [operation, target] of sharedWork(project, state)) {
    throw new TypeError(`'${operation}' is at work on '${target}'; let it end first`);
  }
}

/** The projects whose operations decide whether a project can be reset: others that use what is in it, and all that share an operation with it. */
export function projectsInTheWay(project: string, state: State): ReadonlySet<string> {
  const found = new Set<string>();
  scanOtherUsers(project, state, (user) => void found.add(projectOf(user)));
  for (const [operation] of sharedWork(project, state)) found.add(projectOf(operation));
  return found;
}

/** Visits what of other projects keeps a resource of a project from being deleted. */
function scanOtherUsers(project: string, state: State, visit: (user: string, target: string) => void): void {
  const prefix = `projects/${project}/`;
  state.users.scanTargets(prefix, (target) => {
    if (!target.startsWith(prefix)) return false;
    state.users.scan(target, (user, isWeak) => {
      if (!isWeak && !user.startsWith(prefix)) visit(user, target);
    });
    return true;
  });
}

/** Unfinished operations of a project on what is in others, or the other way round: the operation, and what it works on. */
function sharedWork(project: string, state: State): readonly (readonly [string, string])[] {
  const isOf = (path: string): boolean => projectOf(path) === project;
  return state.locks
    .sorted()
    .flatMap(([target, operation]) => (isOf(target) === isOf(operation) ? [] : [[operation, target] as const]));
}
