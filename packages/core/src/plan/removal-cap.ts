/** How much one run may remove. */
export interface RemovalCap {
  /** So many ports may always be removed; 0 by default. */
  readonly free?: number;
  /** No more than so many ports; no limit by default. */
  readonly count?: number;
  /** No more than this share of the ports there are, from 0 to 1; no limit by default. */
  readonly share?: number;
}

/** A list of ports that is empty by mistake must do no harm; a cluster of ten can be recreated in a minute. */
export const DEFAULT_REMOVAL_CAP: RemovalCap = { free: 10, share: 0.5 };

/** Why so many ports may not go at once; `undefined` where they may. */
export function cappedReason(removed: number, present: number, cap: RemovalCap): string | undefined {
  const { free = 0, count = Infinity, share = 1 } = cap;
  if (removed <= free) return undefined;
  if (removed > count) return `${removed} ports would go, and no more than ${count} may at once`;
  if (removed <= share * present) return undefined;
  return `${removed} of ${present} ports would go, and no more than ${Math.round(share * 100)} % may at once`;
}

/** More would have been removed than the cap allows; nothing was removed. */
export class RemovalCapError extends Error {
  override readonly name = 'RemovalCapError';
  /** How much would go, and how much may. */
  readonly reason: string;

  constructor(reason: string) {
    super(`nothing was removed: ${reason}. If that is what you want, pass force: true, or raise removalCap`);
    this.reason = reason;
  }
}
