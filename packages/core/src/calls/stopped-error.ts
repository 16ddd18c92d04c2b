/** A step or call that was not started, or not retried, because the pool is being stopped. The next run does it. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';

  constructor(options?: ErrorOptions) {
    super('the pool is being stopped; the next run carries on', options);
  }
}
