import type { Entry } from '../../kernel/entry.ts';
import { projectOf } from '../../kernel/resource-path.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { createDefaultNetwork } from './networks.ts';
import { createProject } from '../projects/projects.ts';

/**
 * What a project has that nothing was ever changed in, by path: the default network that real ones start with. It is the same
 * whenever it is asked for, so that it is stored only when something changes.
 */
export function startedProject(project: string, transaction: Transaction): ReadonlyMap<string, Entry> {
  const start = transaction.atStart(project);
  createProject(project, start);
  createDefaultNetwork(project, start);
  // Nothing is removed.
  return start.writes as ReadonlyMap<string, Entry>;
}

/** Starts the project that a path is in, if nothing was changed in it yet and it starts with what the path names. */
export function startProjectOf(path: string, transaction: Transaction): boolean {
  const project = projectOf(path);
  if (transaction.get(`projects/${project}`) !== undefined) return false;
  const started = startedProject(project, transaction);
  if (!started.has(path)) return false;
  for (const [one, entry] of started) transaction.putAtOnce(one, entry);
  return true;
}
