import { describedCluster } from './description.ts';

/** What the pool does with a resource that has one of its names and no mark, like those made in 2017. */
export type Adoption = 'by-name' | 'never';

/** The owner of the pool's resources. */
export interface Owner {
  /** Cluster that stands in the marks. */
  readonly cluster: string;
  readonly adopt: Adoption;
}

/**
 * Why a resource with one of the pool's names is not the pool's; `undefined` if it is. A mark decides if there is one, else
 * the policy.
 */
export function ownershipConflict(
  resource: { readonly description?: string | undefined },
  owner: Owner,
): string | undefined {
  const cluster = describedCluster(resource.description ?? '');
  if (cluster === owner.cluster) return undefined;
  if (cluster !== undefined) return `its description says that it is of cluster ${cluster || '(without a name)'}`;
  return owner.adopt === 'by-name' ? undefined : "its description says nothing of a cluster, and adopt is 'never'";
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
