import type { Backend } from '@gcepool/api';
import type { Protocol } from './protocol.ts';

/** How a backend service spreads requests over the members of a group. */
export const BalancingMode = {
  /** By requests per second. What the pool asks for first. */
  RATE: 'RATE',
  /** By CPU. What the pool falls back to where RATE is refused. */
  UTILIZATION: 'UTILIZATION',
  /** By open connections. Only for TCP and SSL services. */
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

/** The same for protocols without requests. */
const CONNECTION_BALANCING: readonly Balancing[] = [
  { balancingMode: BalancingMode.CONNECTION, maxConnectionsPerInstance: 1 },
  { balancingMode: BalancingMode.UTILIZATION },
];

/** What GCE demands of a backend in each mode, per instance of a group. */
const LEAST: Readonly<Record<BalancingMode, Balancing>> = {
  RATE: { balancingMode: BalancingMode.RATE, maxRatePerInstance: 1 },
  UTILIZATION: { balancingMode: BalancingMode.UTILIZATION },
  CONNECTION: { balancingMode: BalancingMode.CONNECTION, maxConnectionsPerInstance: 1 },
};

/** Default settings of new backends of a service. */
export function defaultBalancing(
  protocol: Protocol,
  loadBalancingScheme: string | undefined,
  isOfEndpoints: boolean,
): readonly Balancing[] {
  const hasConnections = isOfConnections(protocol);
  // Load balancers that pass packets through have no target for a backend.
  const isPassthrough =
    loadBalancingScheme === 'INTERNAL' || (loadBalancingScheme === 'EXTERNAL' && protocol === 'TCP');
  if (hasConnections && isPassthrough) return [{ balancingMode: BalancingMode.CONNECTION }];
  if (isOfEndpoints) {
    return hasConnections
      ? [{ balancingMode: BalancingMode.CONNECTION, maxConnectionsPerEndpoint: 1 }]
      : [{ balancingMode: BalancingMode.RATE, maxRatePerEndpoint: 1 }];
  }
  return hasConnections ? CONNECTION_BALANCING : DEFAULT_BALANCING;
}

/** True for protocols that GCE knows no requests of. */
const isOfConnections = (protocol: Protocol): boolean => protocol === 'TCP' || protocol === 'SSL';

/** True where GCE balances what speaks this protocol in this mode: requests by RATE, connections by CONNECTION. */
export function suits(mode: unknown, protocol: Protocol): boolean {
  if (mode === 'RATE') return !isOfConnections(protocol);
  return mode !== 'CONNECTION' || isOfConnections(protocol);
}

/** A backend with other balancing. It has one target at most: that of another mode, or for another unit, would be refused beside the new one. */
export function rebalanced(backend: Backend, balancing: Omit<Backend, 'group'>): Backend {
  const hasTarget = Object.keys(balancing).some((field) => TARGET.test(field));
  const isOtherMode = balancing.balancingMode !== undefined && balancing.balancingMode !== backend.balancingMode;
  if (!hasTarget && !isOtherMode) return { ...backend, ...balancing };
  const rest = Object.entries(backend).filter(([field]) => !TARGET.test(field));
  return { ...Object.fromEntries(rest), ...balancing };
}

const TARGET = /^max(?:Rate|Connections|Utilization)/;

/** True where a group may be balanced in both modes at once: by RATE and by CONNECTION it may, by UTILIZATION alone. */
export function goTogether(one: BalancingMode, other: BalancingMode): boolean {
  return (one === 'UTILIZATION') === (other === 'UTILIZATION');
}

/**
 * The settings for a group that others use in this mode: the first of those preferred that goes with it, or the least that GCE
 * demands.
 */
export function balancingFor(mode: BalancingMode, preferred: readonly Balancing[]): Balancing {
  return preferred.find(({ balancingMode }) => goTogether(balancingMode, mode)) ?? LEAST[mode];
}

/** True for the words that {@link BalancingMode} admits. */
export function isBalancingMode(word: unknown): word is BalancingMode {
  return typeof word === 'string' && Object.hasOwn(BalancingMode, word);
}
