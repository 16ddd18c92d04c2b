/** How much one run may remove, of ports, nodes and zones each. */
export interface RemovalCap {
  /** So many may always be removed; 0 by default. */
  readonly free?: number;
  /** No more than so many; no limit by default. */
  readonly count?: number;
  /** No more than this share of those there are, from 0 to 1; no limit by default. */
  readonly share?: number;
}

/**
 * A list that is empty, cut short, or of another cluster must do no harm, however small the cluster: most of what serves never
 * goes without a question. One at a time is how people remove things.
 */
export const DEFAULT_REMOVAL_CAP: RemovalCap = { free: 1, share: 0.5 };

/** What is counted for itself. */
export type Removable = 'ports' | 'nodes' | 'zones';

/** How much is to go. */
export interface Removal {
  readonly what: Removable;
  readonly going: number;
  readonly present: number;
  /** How much went within the last hour already, without force. */
  readonly lately?: number;
}

/** Why so much may not go at once; `undefined` where it may. */
export function cappedReason({ what, going, present, lately = 0 }: Removal, cap: RemovalCap): string | undefined {
  const { free = 0, count = Infinity, share = 1 } = cap;
  const all = going + lately;
  if (going <= 0 || all <= free) return undefined;
  const alreadyGone = lately > 0 ? `, ${lately} of them within the last hour already` : '';
  const once = lately > 0 ? 'within an hour' : 'at once';
  if (all > count) return `${all} ${what} would go${alreadyGone}, and no more than ${count} may ${once}`;
  const before = present + lately;
  if (all <= share * before) return undefined;
  return `${all} of ${before} ${what} would go${alreadyGone}, and no more than ${Math.round(share * 100)} % may ${once}`;
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
