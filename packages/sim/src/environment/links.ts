import { referencedPath } from '../kernel/reference-path.ts';
import { projectOf } from '../kernel/resource-path.ts';
import type { State } from '../kernel/state.ts';
import { show } from '../read-fields.ts';

/** What a resource has to do with others, by path. */
export interface ResourceLinks {
  /** What it refers to, members of groups included; not all of it need be there. */
  readonly uses: readonly string[];
  /** What refers to it. */
  readonly usedBy: readonly string[];
}

/** How resources refer to each other. Looking changes nothing: no time passes, and nothing is logged. */
export interface Links {
  /**
   * What a resource uses, and what uses it.
   *
   * @param resource its path or link; it need not be there
   * @throws TypeError for what is no path of a resource
   */
  of(resource: string): ResourceLinks;
  /** The resources of a project that refer to any, and to which, by path. */
  list(project: string): Readonly<Record<string, readonly string[]>>;
  /** How many resources each collection has, by its path as `projects/p/global/addresses`; those that have none are left out. */
  counts(): Readonly<Record<string, number>>;
}

/** The face to the references of a state. */
export const createLinks = (state: () => State): Links => ({
  of: (resource) => {
    const path = typeof resource === 'string' ? referencedPath(resource, '') : undefined;
    if (path === undefined) {
      throw new TypeError(`links.of needs the path or link of a resource; got ${show(resource)}`);
    }
    const entry = state().get(path);
    const usedBy: string[] = [];
    state().users.scan(path, (user) => void usedBy.push(user));
    return { uses: entry === undefined ? [] : targetsOf(state(), path), usedBy };
  },
  list: (project) => {
    const found: [path: string, targets: readonly string[]][] = [];
    state().scanSizes((parent) => {
      if (projectOf(parent) !== project || parent.endsWith('/operations')) return;
      state().scanCollection(parent, '', (path) => {
        const targets = targetsOf(state(), path);
        if (targets.length > 0) found.push([path, targets]);
      });
    });
    return Object.fromEntries(found);
  },
  counts: () => {
    const sizes: [parent: string, size: number][] = [];
    state().scanSizes((parent, size) => void sizes.push([parent, size]));
    return Object.fromEntries(sizes);
  },
});

function targetsOf(state: State, path: string): readonly string[] {
  const entry = state.get(path);
  if (entry === undefined) return [];
  return [...new Set(state.referencesOf(path, entry).map(({ target }) => target))];
}
