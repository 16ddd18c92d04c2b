import type { UnreachableScope } from '../cloud/cloud.ts';

/** The cloud could not reach a zone or region of the pool, so that nothing was changed there; all else was done. */
export class UnreachableScopeError extends Error {
  override readonly name = 'UnreachableScopeError';
  /** Such as `zones/us-central1-b`. */
  readonly resource: string;

  constructor({ scope, why }: UnreachableScope) {
    const all = scope.startsWith('regions/')
      ? 'its backend services and health checks'
      : 'its group, nodes and backends';
    super(`${scope} was left as it is, ${all} with it: ${why}; the next run looks again`);
    this.resource = scope;
  }
}
