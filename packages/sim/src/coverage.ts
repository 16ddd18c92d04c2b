import { collections } from './collections/generated/collections.ts';
import { Registry } from './collections/registry.ts';
import type { Evidence } from './evidence/evidence.ts';
import { evidenceOf } from './evidence/evidence.ts';
import { handlerOf } from './api/dispatch.ts';
import { allRoutes } from './api/route.ts';

/** How well one method of the API is simulated. */
export interface MethodCoverage {
  /** Such as `backendServices.insert`. */
  readonly id: string;
  readonly httpMethod: string;
  /**
   * `recorded`: compared with recorded answers of the real service. `documented`: as the API describes it. `assumed`:
   * a best guess. `not simulated`: it answers 501.
   */
  readonly evidence: Evidence | 'not simulated';
}

/** How well each method of Compute v1 is simulated, by id. */
export function coverage(): readonly MethodCoverage[] {
  const registry = new Registry(collections);
  return allRoutes()
    .map(({ method, segment }): MethodCoverage => {
      const collection = registry.of(method.collection, segment);
      const isSimulated = handlerOf(collection, method) !== undefined;
      const evidence = isSimulated ? evidenceOf(method, collection) : 'not simulated';
      return { id: method.id, httpMethod: method.httpMethod, evidence };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
