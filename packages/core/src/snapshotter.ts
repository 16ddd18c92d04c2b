/**
 * Remembers which ports the pool has touched, by key: the node port in decimal digits. Without `resyncWithCloud`, `gc` and
 * `shutdown` remove no other.
 */
export interface Snapshotter {
  add(key: string): void;
  delete(key: string): void;
  /** A copy of everything remembered: changing either afterwards leaves the other alone. */
  snapshot(): Promise<ReadonlySet<string>>;
}
