/** A permission that a call takes, and on what. */
export interface Need {
  /** Such as `compute.instances.create`. */
  readonly permission: string;
  /** Path of the resource, or `projects/p`. */
  readonly resource: string;
}
