/** How far a simulator has come. Two that are equal mean that nothing happened in between. */
export interface Position {
  /** How often it began anew: each reset of all and each restore count. */
  readonly beginnings: number;
  /** How many commands have changed the state since then; see `History`. */
  readonly commands: number;
  /** How many calls are in the log, forgotten ones included; see `Calls.mark`. */
  readonly calls: number;
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
}
