import type { LawOptions } from './law.ts';
import type { CloudLaw } from './history/cloud-laws.ts';
import type { Kind } from './history/step.ts';

/** How a cloud is tried. */
export interface ConformanceOptions extends LawOptions {
  /** The collections to try. Default: those that the cloud has. */
  readonly kinds?: readonly Kind[];
  /** What the names of everything begin with; the project must have nothing of such a name. Default: `conformance`. */
  readonly prefix?: string;
  /** The zone of the instance groups and network endpoint groups. Default: the first that the cloud lists. */
  readonly zone?: string;
  /** Names of instances of that zone, in no group, that may be added to groups. Default: none, and membership is not tried. */
  readonly instances?: readonly string[];
  /** How many steps a history has at most. Default: 30. */
  readonly maxSteps?: number;
  /** Stops at the first history that fails, without looking for a smaller one: where calls are dear. Default: false. */
  readonly endOnFailure?: boolean;
  /** Laws that the cloud need not obey, each with the reason, which the report repeats. Default: none. */
  readonly skip?: Readonly<Partial<Record<CloudLaw, string>>>;
  /** Gives a UUID that was never given before. Default: `crypto.randomUUID`. */
  readonly newRequestId?: () => string;
}
