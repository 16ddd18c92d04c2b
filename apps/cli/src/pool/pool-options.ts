import type { Adoption, HealthCheckPolicy, RemovalCap } from '@gcepool/core';
import type { Selector } from '@gcepool/kubernetes';
import type { CloudOptions } from '../cloud/choose-cloud.ts';
import type { KubeSource } from '../kubernetes/kube-source.ts';

/** The flags of a command that works on the backends of one cluster. */
export interface StandingPoolOptions extends CloudOptions, KubeSource {
  readonly cluster: string;
  /** In milliseconds. */
  readonly patience?: number;
}

/** The flags of a command that changes the cloud. */
export interface ChangeOptions extends StandingPoolOptions {
  /** Tells what would be done, and does nothing. */
  readonly dryRun?: boolean;
  /** Whether missing permissions are looked for before anything is changed. */
  readonly preflight?: boolean;
  readonly adopt?: Adoption;
}

/** The flags of a command that deletes what is no longer desired. */
export interface RemovalFlags extends ChangeOptions {
  readonly from?: readonly string[];
  readonly select?: readonly Selector[];
  readonly strict?: boolean;
  readonly force?: boolean;
  /** Of ports, nodes and zones each. */
  readonly maxDelete?: number;
  /** Of those there are. */
  readonly maxDeletePercent?: number;
  readonly namedPorts?: 'keep' | 'prune';
}

/** The flags of a command that brings the cloud in step with a cluster. */
export interface PoolOptions extends RemovalFlags {
  /** Absent: the zones of the nodes. */
  readonly zones?: readonly string[];
  readonly nodes?: string;
  readonly gc?: boolean;
  readonly healthChecks?: HealthCheckPolicy;
  readonly retryHealthChecks?: boolean;
  /** Milliseconds, or not at all. */
  readonly healthyWithin?: number | false;
}

/** How much may go at once, as the flags say; `undefined` where they say nothing. */
export function removalCapOf({ maxDelete, maxDeletePercent }: Partial<RemovalFlags>): RemovalCap | undefined {
  if (maxDelete === undefined && maxDeletePercent === undefined) return undefined;
  return {
    ...(maxDelete !== undefined && { count: maxDelete }),
    ...(maxDeletePercent !== undefined && { share: maxDeletePercent / 100 }),
  };
}
