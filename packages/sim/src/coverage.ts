import type { ApiVersion } from '@gcepool/api';
import { apiVersions } from '@gcepool/api';
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
  /** The versions of the API that have it. It does the same in all of them. */
  readonly versions: readonly ApiVersion[];
  /** `not simulated`: it answers 501. */
  readonly evidence: KnownEffect['evidence'] | 'not simulated';
}

/** How well each method of Compute is simulated, those of all versions, by id. */
export function coverage(): readonly MethodCoverage[] {
  const registry = new Registry(collections);
  const found = new Map<string, MethodCoverage>();
  for (const version of apiVersions) {
    const { all, model } = routesOf(version);
    for (const { method, segment } of all) {
      const { id, httpMethod } = method;
      const known = found.get(id);
      if (known !== undefined) {
        found.set(id, { ...known, versions: [...known.versions, version] });
        continue;
      }
      const collection = registry.of(method.collection, segment);
      const isSimulated = handlerOf(collection, method, model) !== undefined;
      const effect = evidenceOf(method, collection);
      if (!isSimulated) {
        const { lacking } = effect;
        const reason = lacking === undefined ? {} : { lacking };
        found.set(id, { id, httpMethod, versions: [version], evidence: 'not simulated', ...reason });
        continue;
      }
      found.set(id, { id, httpMethod, versions: [version], ...effect });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
