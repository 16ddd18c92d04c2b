import { describedCluster } from './description.ts';
import type { Writer } from './description.ts';
import { kubernetesWriter } from './kubernetes-writer.ts';

/**
 * What the pool does with a resource that has one of its names and no mark: takes it over where no other owner is known, as of
 * those made in 2017 (`by-name`); also where one of Kubernetes' own controllers wrote its description (`kubernetes`); or `never`.
 */
export type Adoption = 'by-name' | 'kubernetes' | 'never';

/** The owner of the pool's resources. */
export interface Owner {
  /** Cluster that stands in the marks. */
  readonly cluster: string;
  readonly adopt: Adoption;
  /** Who stands in the marks of what is written; nobody by default. */
  readonly writer?: Writer | undefined;
}

/** What GCE writes into the description of the group that a manager has; only that decides who is in it. */
const OF_MANAGER = /^This instance group is controlled by Instance Group Manager '([^']*)'/;

/**
 * Why a resource with one of the pool's names is not the pool's; `undefined` if it is. A mark decides if there is one, else
 * the policy.
 */
export function ownershipConflict(
  resource: { readonly description?: string | undefined },
  { cluster, adopt }: Owner,
): string | undefined {
  const { description = '' } = resource;
  const marked = describedCluster(description);
  if (marked === cluster) return undefined;
  if (marked !== undefined) return `its description says that it is of cluster ${marked || '(without a name)'}`;
  const manager = OF_MANAGER.exec(description)?.[1];
  if (manager !== undefined) return `it is the group of the instance group manager ${manager}`;
  const writer = kubernetesWriter(description);
  if (writer !== undefined && adopt !== 'kubernetes') {
    return `${writer} wrote its description; once that leaves it alone, adopt 'kubernetes' takes it over`;
  }
  return adopt === 'never' ? "its description says nothing of a cluster, and adopt is 'never'" : undefined;
}

/** A resource has a name of the pool and another owner: it was not changed. */
export class OwnershipConflictError extends Error {
  override readonly name = 'OwnershipConflictError';
  readonly resource: string;

  constructor(resource: string, why: string) {
    super(`${resource} is not of this pool: ${why}. Delete it, or choose another cluster name`);
    this.resource = resource;
  }
}
