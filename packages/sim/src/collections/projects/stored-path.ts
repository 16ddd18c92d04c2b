import type { Call } from '../call.ts';
import { lastSlash, nameOf, projectOf } from '../../kernel/resource-path.ts';
import type { State } from '../../kernel/state.ts';
import { projectNumberOf } from './project-number.ts';

const NUMBER = /^\d+$/;

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= ZERO && code <= NINE;
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);

/** The path that a resource is stored under, where a request names its project by number or itself by its id. */
export function storedPath(path: string, state: State): string {
  const named = withProjectId(path, state);
  // Nearly no name is a number, and every reference is asked.
  if (!isDigit(named, lastSlash(named) + 1)) return named;
  const name = nameOf(named);
  if (!NUMBER.test(name) || state.get(named) !== undefined) return named;
  return state.pathOfId(named.slice(0, -name.length - 1), name) ?? named;
}

/** The path with the id of its project, where it has the number of one that is known. */
function withProjectId(path: string, state: State): string {
  if (!path.startsWith('projects/') || !isDigit(path, 'projects/'.length)) return path;
  const project = projectOf(path);
  if (!NUMBER.test(project)) return path;
  const id = projectOfNumber(project, state);
  return id === undefined ? path : `projects/${id}${path.slice('projects/'.length + project.length)}`;
}

/** The id of the project with this number; undefined if no project in use has it. */
export function projectOfNumber(number: string, state: State): string | undefined {
  let found = state.named.get(number);
  if (found !== undefined) return found;
  state.scanCollection('projects', '', (path) => {
    const id = nameOf(path);
    if (!NUMBER.test(id) && projectNumberOf(id) === number) found = id;
    return found === undefined;
  });
  return found;
}

/** The call with the id of its project in every place, where it was sent with the number of one that is known. */
export function onProjectId(call: Call, state: State): Call {
  const id = NUMBER.test(call.project) ? projectOfNumber(call.project, state) : undefined;
  if (id === undefined) return call;
  return {
    ...call,
    project: id,
    parameters: { ...call.parameters, project: id },
    scope: withProjectId(call.scope, state),
    parent: withProjectId(call.parent, state),
    path: withProjectId(call.path, state),
  };
}

/** So many projects of which nothing is stored can be named by their numbers: those that were named by their ids last. */
const MOST_NAMED = 1000;

/** Lets a project be found by its number, though nothing is stored of it. */
export function rememberNumber(project: string, { named }: Pick<State, 'named'>): void {
  if (NUMBER.test(project)) return;
  const number = projectNumberOf(project);
  // It is the newest again.
  named.delete(number);
  named.set(number, project);
  if (named.size > MOST_NAMED && named.oldest !== undefined) named.delete(named.oldest);
}

const NUMBERED = /\bprojects\/\d/;
const NUMBER_IN_PATH = /\bprojects\/(\d+)(?=[/?#"]|$)/g;

/** The projects that were named by their ids alone until now, and whose numbers stand in any of these texts. */
export function projectsNamedByNumber(texts: readonly unknown[], { named }: State): readonly string[] {
  const found = new Set<string>();
  if (named.size === 0) return [];
  for (const text of texts) {
    // Nearly none names a project by its number, and this is asked of every change.
    if (typeof text !== 'string' || !NUMBERED.test(text)) continue;
    for (const [, number = ''] of text.matchAll(NUMBER_IN_PATH)) {
      const project = named.get(number);
      if (project !== undefined) found.add(project);
    }
  }
  return [...found];
}
