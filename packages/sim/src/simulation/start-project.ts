import { createDefaultNetwork } from '../collections/networking/networks.ts';
import { createProject } from '../collections/projects/projects.ts';
import type { Transaction } from '../kernel/transaction.ts';

/** A project exists from its first use on, with the default network that real ones start with. */
export function startProject(project: string, transaction: Transaction): void {
  createProject(project, transaction);
  createDefaultNetwork(project, transaction);
}
