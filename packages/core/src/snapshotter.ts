/**
 * Remembers which ports the pool has touched, by key (the node port in decimal digits). Only remembered ports are ever
 * collected by `gc`.
 */
export interface Snapshotter<Value = unknown> {
  get(key: string): Value | undefined;
  add(key: string, value: Value): void;
  delete(key: string): void;
  /** A copy of everything remembered: changing either afterwards leaves the other alone. */
  snapshot(): Promise<Map<string, Value>>;
}
