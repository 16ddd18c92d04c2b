/** A health check that was changed took endpoints away, or could not be seen not to: it is as it was before. */
export class HealthCheckPutBackError extends Error {
  override readonly name = 'HealthCheckPutBackError';
  readonly resource: string;
  /** Names of the endpoints that were healthy before and not with it, as far as known. */
  readonly endpoints: readonly string[];

  constructor(resource: string, why: string, endpoints: readonly string[], options?: ErrorOptions) {
    super(`${resource} was put back as it was: ${why}`, options);
    this.resource = resource;
    this.endpoints = endpoints;
  }
}
