import { linkOf } from '../engine/self-link.ts';
import { timestamp } from '../engine/timestamp.ts';
import type { Transaction } from '../engine/transaction.ts';
import type { Collection } from './collection.ts';
import { createDefaultNetwork } from './networks.ts';

/** A project exists from its first use on, with the default network that real ones start with. */
export function createProject(project: string, transaction: Transaction): void {
  const path = `projects/${project}`;
  transaction.put(path, {
    resource: {
      kind: 'compute#project',
      id: transaction.newId(),
      creationTimestamp: timestamp(transaction.now),
      name: project,
      commonInstanceMetadata: { kind: 'compute#metadata', fingerprint: transaction.newFingerprint() },
      defaultNetworkTier: 'PREMIUM',
      xpnProjectStatus: 'UNSPECIFIED_XPN_PROJECT_STATUS',
      selfLink: linkOf(path),
    },
  });
  createDefaultNetwork(project, transaction);
}

export const projects: Collection = { name: 'projects', collections: ['projects'] };
