/** Something in a request that Compute looks past. */
export interface Ignored {
  /** As `resource.routingConfig.x`, `query.x`; `body` for one that the method does not take. */
  readonly field: string;
  /** The value that has no effect, where it is not the field. */
  readonly value?: string;
  /** What Compute knows and is spelled most like it. */
  readonly nearest?: string;
}
