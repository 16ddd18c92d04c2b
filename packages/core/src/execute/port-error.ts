import type { StepError } from './step-error.ts';

/** A node port that could not be brought into the desired state; `errors` says why. */
export class PortError extends AggregateError {
  override readonly name: string = 'PortError';
  readonly nodePort: number;
  /** HTTP status of the cloud's first refusal, where it was one. */
  readonly code: number | undefined;

  constructor(nodePort: number, errors: readonly StepError[]) {
    super(errors, `nodePort ${nodePort}: ${errors.map(({ message }) => message).join('\n')}`);
    this.nodePort = nodePort;
    this.code = errors.find(({ code }) => code !== undefined)?.code;
  }
}
