import { absentAsUndefined, codeOf } from '../cloud/cloud-error.ts';

/** How a step is carried out, and tried again where its resource has changed since it was planned. */
export interface ConflictRetry<S, Resource> {
  readonly step: S;
  readonly apply: (step: S) => Promise<void>;
  /** Reads the resource the step is about. */
  readonly read: () => Promise<Resource>;
  /** Plans the step again, for the resource as it is now. Throws on an ownership conflict. */
  readonly replan: (fresh: Resource | undefined) => S | undefined;
}

/** 409: made by somebody else. 412: changed by somebody else. 404: deleted by somebody else. */
const CONFLICTS: ReadonlySet<number | undefined> = new Set([404, 409, 412]);

/** Whoever changes a resource more often than this while we try to will not let us finish. */
const MOST_ATTEMPTS = 5;

/**
 * Carries out a step. Where the cloud says that somebody else made, changed or deleted the resource meanwhile, reads it again
 * and does what is then left to do: what exists is adopted, and what others changed in it is kept.
 */
export async function retryOnConflict<S, Resource>({
  step,
  apply,
  read,
  replan,
}: ConflictRetry<S, Resource>): Promise<'done' | 'adopted'> {
  let current = step;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(current);
      return attempt === 1 ? 'done' : 'adopted';
    } catch (error) {
      if (!CONFLICTS.has(codeOf(error)) || attempt === MOST_ATTEMPTS) throw error;
      const again = replan(await absentAsUndefined(read()));
      if (again === undefined) return 'adopted';
      current = again;
    }
  }
}
