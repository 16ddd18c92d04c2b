/** A port that cannot be balanced as given. Nothing was done for it. */
export class RejectedPortError extends Error {
  override readonly name = 'RejectedPortError';
  readonly nodePort: number;
  /** Why, without the number. */
  readonly reason: string;

  constructor(nodePort: number, reason: string) {
    super(`nodePort ${nodePort}: ${reason}`);
    this.nodePort = nodePort;
    this.reason = reason;
  }
}
