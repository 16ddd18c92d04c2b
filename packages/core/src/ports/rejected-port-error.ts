/** A port that was asked for but cannot be balanced as asked. Nothing was done for it. */
export class RejectedPortError extends Error {
  override readonly name = 'RejectedPortError';
  readonly nodePort: number;
  /** Why, without the number. */
  readonly flaw: string;

  constructor(nodePort: number, flaw: string) {
    super(`nodePort ${nodePort}: ${flaw}`);
    this.nodePort = nodePort;
    this.flaw = flaw;
  }
}
