import type { Schedule } from '@gcepool/sim/explore';
import type { InvariantFlags } from './named-invariants.ts';

/** The flags of `gcepool explore`; times are in milliseconds. */
export interface ExploreOptions extends InvariantFlags {
  readonly faults?: readonly string[];
  readonly crashes: boolean;
  readonly slowSeconds?: number;
  readonly instances: '1' | '2';
  readonly runs: number;
  readonly seconds?: number;
  readonly calls?: number;
  readonly runSeconds: number;
  readonly seed: string;
  readonly only?: Schedule;
  readonly seedFile?: string;
  readonly project: string;
  readonly verbose?: true;
}

/** What flags of `gcepool explore` are where nobody says otherwise; times are in milliseconds. */
export const STANDARD = { runSeconds: 60_000, project: 'gcepool-sim' } as const;
