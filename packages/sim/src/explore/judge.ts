import type { Invariant, Run } from './run.ts';
import { textOfError } from './text-of-error.ts';

/** An invariant that does not hold after a run. */
export interface Broken {
  /** The name of the function. */
  readonly invariant: string;
  readonly message: string;
}

const nameOf = (invariant: Invariant): string => invariant.name || 'invariant';

/** What of the invariants does not hold after a run. Each is given the simulator as it is then. */
export async function judge(invariants: readonly Invariant[], run: Run): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  for (const invariant of invariants) {
    try {
      await invariant(run.gce, run);
    } catch (error) {
      broken.push({ invariant: nameOf(invariant), message: textOfError(error) });
    }
  }
  return broken;
}
