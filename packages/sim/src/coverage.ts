import type { ApiModel, ApiVersion } from '@gcepool/api';
import { apiVersions } from '@gcepool/api/models';
import { handlerOf } from './api/dispatch.ts';
import type { Route } from './api/route.ts';
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
  /** The versions of the API that have it. It does the same in all of them. */
  readonly versions: readonly ApiVersion[];
  /** `not simulated`: it answers 501. */
  readonly evidence: KnownEffect['evidence'] | 'not simulated';
}

/** How one method is simulated, whichever version has it. */
export type MethodEvidence = Omit<MethodCoverage, 'versions'>;

/** How well each method of Compute is simulated, those of all versions, by id. */
export function coverage(): readonly MethodCoverage[] {
  const registry = new Registry(collections);
  const found = new Map<string, MethodCoverage>();
  for (const version of apiVersions) {
    const { all, model } = routesOf(version);
    for (const route of all) {
      const { id } = route.method;
      const known = found.get(id);
      const more = known ?? { ...evidenceAt(route, model, registry), versions: [] };
      found.set(id, { ...more, versions: [...more.versions, version] });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** How one method is simulated, by its id; undefined for what is no method of Compute. Later versions are looked at for what v1 has not. */
export function evidenceOfMethod(id: string): MethodEvidence | undefined {
  for (const version of apiVersions) {
    const { all, model } = routesOf(version);
    const route = all.find(({ method }) => method.id === id);
    if (route !== undefined) return evidenceAt(route, model, new Registry(collections));
  }
  return undefined;
}

function evidenceAt({ method, segment }: Route, model: ApiModel, registry: Registry): MethodEvidence {
  const { id, httpMethod } = method;
  const collection = registry.of(method.collection, segment);
  const effect = evidenceOf(method, collection);
  if (handlerOf(collection, method, model) !== undefined) return { id, httpMethod, ...effect };
  const { lacking } = effect;
  return { id, httpMethod, evidence: 'not simulated', ...(lacking === undefined ? {} : { lacking }) };
}
