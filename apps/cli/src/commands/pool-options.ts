import type { CloudOptions } from '../cloud/choose-cloud.ts';

/** The flags of a command that works on the backends of one cluster. */
export interface StandingPoolOptions extends CloudOptions {
  readonly cluster: string;
  readonly from?: readonly string[];
}

/** The flags of a command that brings the cloud in step with a cluster. */
export interface PoolOptions extends StandingPoolOptions {
  readonly from: readonly string[];
  readonly zones: readonly string[];
  readonly nodes?: string;
  readonly gc?: boolean;
}
