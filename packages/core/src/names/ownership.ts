import { describedCluster } from './description.ts';

/** What the pool does with a resource that bears one of its names and no mark, as those made in 2017 do. */
export type Adoption = 'by-name' | 'never';

/** Whose the pool's resources are. */
export interface Owner {
  /** Cluster that stands in the marks. */
  readonly cluster: string;
  readonly adopt: Adoption;
}

/**
 * Why a resource of one of the pool's names is not the pool's; `undefined` where it is. A mark decides where there is one;
 * where there is none, the policy.
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

/** A resource that bears a name of the pool and is not the pool's: it was left as it is. */
export class OwnershipConflictError extends Error {
  override readonly name = 'OwnershipConflictError';
  readonly resource: string;

  constructor(resource: string, why: string) {
    super(`${resource} is not of this pool: ${why}. Delete it, or choose another cluster name`);
    this.resource = resource;
  }
}
