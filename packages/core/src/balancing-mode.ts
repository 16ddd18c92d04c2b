import type { Backend } from '@gcepool/api';

/** How a backend service spreads requests over the members of a group. */
export const BalancingMode = {
  /** By requests per second. What the pool asks for first. */
  RATE: 'RATE',
  /** By CPU. What the pool falls back to where RATE is refused. */
  UTILIZATION: 'UTILIZATION',
  /** By open connections. Only for TCP and SSL services; the pool never chooses it by itself. */
  CONNECTION: 'CONNECTION',
} as const;

/** One of the values of {@link BalancingMode}. */
export type BalancingMode = (typeof BalancingMode)[keyof typeof BalancingMode];

/** The balancing settings of one backend, as GCE spells them: everything but the group. */
export interface Balancing extends Omit<Backend, 'group' | 'balancingMode'> {
  readonly balancingMode: BalancingMode;
}

/**
 * What a new backend is given, in order of preference: the next one is tried when GCE refuses the one before with 400.
 * All services that share an instance group must use the same mode, hence the second choice.
 */
export const DEFAULT_BALANCING: readonly Balancing[] = [
  { balancingMode: BalancingMode.RATE, maxRatePerInstance: 1 },
  { balancingMode: BalancingMode.UTILIZATION },
];
