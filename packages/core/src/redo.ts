import { absentAsUndefined, codeOf } from './cloud-error.ts';
import type { Success } from './report.ts';

/** How a step is done, and done again where the world moved since it was planned. */
export interface Redoable<S, Resource> {
  readonly step: S;
  readonly apply: (step: S) => Promise<void>;
  /** Reads the resource the step is about. */
  readonly read: () => Promise<Resource>;
  /** Plans the step anew, against the resource as it is now. */
  readonly replan: (fresh: Resource | undefined) => S | undefined;
}

/** 409: made by somebody else. 412: changed by somebody else. 404: deleted by somebody else. */
const MOVED: ReadonlySet<number | undefined> = new Set([404, 409, 412]);

/**
 * Does a step. Where the cloud says that somebody else made, changed or deleted the resource meanwhile, reads it again,
 * once, and does what is then left to do: what exists is adopted, and what others changed in it is kept.
 */
export async function doOrRedo<S, Resource>({ step, apply, read, replan }: Redoable<S, Resource>): Promise<Success> {
  try {
    await apply(step);
    return 'done';
  } catch (error) {
    if (!MOVED.has(codeOf(error))) throw error;
    const again = replan(await absentAsUndefined(read()));
    if (again !== undefined) await apply(again);
    return 'adopted';
  }
}
