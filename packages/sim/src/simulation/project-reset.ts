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
 * @throws TypeError while a resource of another project uses one that would be gone
 */
export function projectReset(project: string, initial: State, state: State): WorldCommand | undefined {
  const start = partOf(project, initial);
  if (isEmpty(start) && isEmpty(partOf(project, state))) return undefined;
  refuseUse(project, initial, state);
  return { kind: 'projectReset', now: state.now, project, ...(isEmpty(start) ? {} : { start }) };
}

const isEmpty = (part: ProjectPart): boolean => Object.values(part).every((entries) => entries.length === 0);

/** Links from other projects lead to what is there. */
function refuseUse(project: string, initial: State, state: State): void {
  const prefix = `projects/${project}/`;
  state.scanTargets(prefix, (target) => {
    if (!target.startsWith(prefix)) return false;
    if (initial.get(target) !== undefined) return true;
    state.scanUsers(target, (user, isWeak) => {
      if (isWeak || user.startsWith(prefix)) return;
      throw new TypeError(`'${user}' uses '${target}'; reset project '${projectOf(user)}' first`);
    });
    return true;
  });
}
