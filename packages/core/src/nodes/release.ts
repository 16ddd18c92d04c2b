/** Members that are to leave a group. */
export interface MemberRemoval {
  /** Path of the group, such as `zones/z/instanceGroups/n`. */
  readonly group: string;
  /** Names of instances. */
  readonly instances: readonly string[];
}

/** Members that were to leave a group and stay for now. */
export interface KeptMembers extends MemberRemoval {
  /** Why, in words that follow their names. */
  readonly reason: string;
}

/**
 * Decides, once what joins has been added, which members stay in all the same; it may wait before it does.
 *
 * @param desired How many members each group shall have, by its path.
 * @throws StoppedError where the pool is being stopped meanwhile.
 */
export type Release = (
  memberRemovals: readonly MemberRemoval[],
  desired: ReadonlyMap<string, number>,
) => Promise<readonly KeptMembers[]>;
