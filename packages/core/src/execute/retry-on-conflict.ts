import { absentAsUndefined, codeOf } from '../cloud/cloud-error.ts';
import type { Success } from './report.ts';

/** How a step is done, and done again where the world moved since it was planned. */
export interface Redoable<S, Resource> {
  readonly step: S;
  readonly apply: (step: S) => Promise<void>;
  /** Reads the resource the step is about. */
  readonly read: () => Promise<Resource>;
  /** Plans the step anew, against the resource as it is now. Throws where the resource is somebody else's. */
  readonly replan: (fresh: Resource | undefined) => S | undefined;
}

/** 409: made by somebody else. 412: changed by somebody else. 404: deleted by somebody else. */
const MOVED: ReadonlySet<number | undefined> = new Set([404, 409, 412]);

/** Somebody who changes a resource more often than this while we try to is not to be outrun. */
const LARGEST_NUMBER_OF_TRIES = 5;

/**
 * Does a step. Where the cloud says that somebody else made, changed or deleted the resource meanwhile, reads it again and
 * does what is then left to do: what exists is adopted, and what others changed in it is kept.
 */
export async function doOrRedo<S, Resource>({ step, apply, read, replan }: Redoable<S, Resource>): Promise<Success> {
  let current = step;
  for (let tries = 1; ; tries += 1) {
    try {
      await apply(current);
      return tries === 1 ? 'done' : 'adopted';
    } catch (error) {
      if (!MOVED.has(codeOf(error)) || tries === LARGEST_NUMBER_OF_TRIES) throw error;
      const again = replan(await absentAsUndefined(read()));
      if (again === undefined) return 'adopted';
      current = again;
    }
  }
}
