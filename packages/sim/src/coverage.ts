import { handlerOf } from './api/dispatch.ts';
import { routesOf } from './api/routes.ts';
import { collections } from './collections/generated/collections.ts';
import { Registry } from './collections/registry.ts';
import type { KnownEffect } from './evidence/evidence.ts';
import { evidenceOf } from './evidence/evidence.ts';

/** How well one method of the API is simulated. */
export interface MethodCoverage extends Omit<KnownEffect, 'evidence'> {
  /** Such as `backendServices.insert`. */
  readonly id: string;
  readonly httpMethod: string;
  /** `not simulated`: it answers 501. */
  readonly evidence: KnownEffect['evidence'] | 'not simulated';
}

/** How well each method of Compute v1 is simulated, by id. */
export function coverage(): readonly MethodCoverage[] {
  const registry = new Registry(collections);
  return routesOf('v1')
    .all.map(({ method, segment }): MethodCoverage => {
      const { id, httpMethod } = method;
      const collection = registry.of(method.collection, segment);
      if (handlerOf(collection, method, routesOf('v1').model) === undefined)
        return { id, httpMethod, evidence: 'not simulated' };
      return { id, httpMethod, ...evidenceOf(method, collection) };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
