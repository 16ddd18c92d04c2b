import type { Trial } from './stage.ts';
import { OtherRulesError } from './stage.ts';

/** What was sent to the store, and is not known to be there or not. */
export interface Flight {
  readonly after: number;
  readonly batch: string;
  readonly trial: Trial;
  state: 'flying' | 'landed' | 'lost' | 'unknown';
}

/** Others may have changed it. */
export const isFlying = ({ state }: Flight): boolean => state === 'flying';

/** Does what has taken place already: where that is not done here too, nothing more can be. */
export function certain(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof OtherRulesError) throw error;
    throw new OtherRulesError(messageOf(error), { cause: error });
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
