/**
 * What went wrong in one line that names the thing and the way out. `exitCode` 2 says that the command was given something
 * it cannot use (flags, arguments, files), 1 that the work itself failed.
 */
export class Failure extends Error {
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** A flag, argument or file that cannot be used. */
export const usageFailure = (message: string, cause?: unknown): Failure =>
  new Failure(2, message, cause === undefined ? undefined : { cause });

/** The status with which a command ends whose work another program has done, and has told about. */
export class EndedWith extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`ended with status ${status}`);
    this.name = 'EndedWith';
    this.status = status;
  }
}
